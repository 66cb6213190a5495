#include "files.h"

#include "text.h"

#define LINKS 40    /* links that lead nowhere yet, as many as the kernel follows */
#define LENGTH 4096 /* of a path, bytes */
#define RACES 64    /* how often a change of the tree under our feet is borne */

static long open_below(const char *path, uint64_t flags, bool plain) {
    struct kernel_open_how how = {
        .flags = flags | O_CLOEXEC,
        .resolve =
            KERNEL_RESOLVE_IN_ROOT | KERNEL_RESOLVE_NO_MAGICLINKS | (plain ? KERNEL_RESOLVE_NO_SYMLINKS : 0),
    };
    int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), races = 0;
    long fd;
    do /* EAGAIN: something was renamed while a ".." was walked */
        fd =
            root < 0 ? -errno : answer(syscall(SYS_openat2, root, *path == 0 ? "." : path, &how, sizeof how));
    while (fd == -EAGAIN && ++races < RACES);
    close(root);
    return fd;
}

long inroot_open(const char *path, uint64_t flags) {
    return open_below(path, flags, false);
}

static long make_directory(int parent, const char *name, const struct wanted *wanted) {
    long result = answer(mkdirat(parent, name, wanted->file ? 0755 : wanted->mode));
    if (result < 0 || wanted->file || (wanted->uid == UINT32_MAX && wanted->gid == UINT32_MAX))
        return result;
    return answer(fchownat(parent, name, wanted->uid, wanted->gid, AT_SYMLINK_NOFOLLOW));
}

static long make_file(int parent, const char *name, uint32_t mode) {
    long fd = answer(openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    close((int)fd);
    return fd < 0 ? fd : 0;
}

/* Puts the target of a link that leads nowhere in the place of its name, which begins at `start` of the path.
 * The kernel walks the new path from the root again, so that a wrong guess here could not leave it. 0, also
 * where there is no link any more, or a negative errno. */
static long follow(int parent, char *path, size_t start, const char *name, const char *rest) {
    char target[LENGTH], fresh[LENGTH];
    long length = answer(readlinkat(parent, name, target, sizeof target - 1));
    if (length < 0)
        return length == -EINVAL ? 0 : length; /* no link: someone else made it, which is as good */
    target[length] = 0;
    path[start] = 0;
    if (!text_format(fresh, sizeof fresh, "%s%s/%s", target[0] == '/' ? "" : path, target, rest))
        return -ENAMETOOLONG;
    size_t size = strlen(fresh);
    while (size > 1 && fresh[size - 1] == '/')
        fresh[--size] = 0;
    memcpy(path, fresh, size + 1);
    return 0;
}

/* Makes one missing component; 1 when it is there now, 0 when it was a link and the path is another one. */
static long make_component(int parent, char *path, size_t start, size_t end, const struct wanted *wanted) {
    char name[256];
    const char *rest = path + end + strspn(path + end, "/");
    if (end - start >= sizeof name)
        return -ENAMETOOLONG;
    memcpy(name, path + start, end - start);
    name[end - start] = 0;
    long result = *rest == 0 && wanted->file ? make_file(parent, name, wanted->mode)
                                             : make_directory(parent, name, wanted);
    if (result == -EEXIST)
        return follow(parent, path, start, name, rest);
    return result < 0 ? result : 1;
}

/* Walks the path from the root and makes what is missing, until all is there or a link changes the path. Each
 * step asks the kernel for the whole way from the root, as a component may be a link or "..". */
static long make_missing(char *path, const struct wanted *wanted) {
    long parent = open_below("/", O_PATH | O_DIRECTORY, false), result = 0;
    size_t start = 0;
    for (int races = 0; parent >= 0 && races < RACES;) {
        start += strspn(path + start, "/");
        size_t end = start + strcspn(path + start, "/");
        if (end == start)
            break;
        char kept = path[end];
        bool last = path[end + strspn(path + end, "/")] == 0;
        path[end] = 0;
        long next = open_below(path, O_PATH | (last ? 0 : O_DIRECTORY), wanted->plain);
        path[end] = kept;
        if (next == -ENOENT) {
            races++; /* made and gone again, if this is not the first time */
            result = make_component((int)parent, path, start, end, wanted);
            if (result <= 0)
                break;
            continue;
        }
        races = 0;
        close((int)parent);
        parent = next;
        start = end;
    }
    close((int)parent);
    return parent < 0 ? parent : result < 0 ? result : 0;
}

long inroot_ensure(const char *given, const struct wanted *wanted) {
    char path[LENGTH];
    if (!text_format(path, sizeof path, "%s", given))
        return -ENAMETOOLONG;
    long fd = -ELOOP;
    mode_t old = umask(0);
    for (int links = 0; links < LINKS; links++) {
        fd = open_below(path, O_PATH | (wanted->file ? 0 : O_DIRECTORY), wanted->plain);
        if (fd != -ENOENT)
            break;
        fd = make_missing(path, wanted);
        if (fd < 0)
            break;
        fd = -ELOOP;
    }
    umask(old);
    struct stat status;
    if (fd >= 0 && wanted->file && fstat((int)fd, &status) == 0 && S_ISDIR(status.st_mode)) {
        close((int)fd);
        return -EISDIR;
    }
    return fd;
}
