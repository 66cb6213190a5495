/* The user namespace of a caller without privileges: joined from a living monitor, or made with the caller's
 * ranges. */
#include <sched.h>

#include "files.h"
#include "front.h"

#define ARGUMENTS 30 /* of a mapper: the process, and three numbers for each range */

/* A set-uid helper that maps from outside; it is forked before the namespace exists and waits for a byte. */
struct mapper {
    char program[64];
    char numbers[ARGUMENTS][TEXT_NUMBER];
    int count;
    pid_t process;
};

/* The contents of a file, or its beginning if it is so large; "" when there is none. */
static char *read_text(const char *path) {
    static char text[65536];
    files_read(AT_FDCWD, path, text, sizeof text);
    return text;
}

/* Cuts the first three fields off the next line that has them, as in /etc/passwd; false at the end. */
static bool next_fields(char **rest, char *fields[3]) {
    for (char *line; (line = strsep(rest, "\n")) != NULL;) {
        for (int i = 0; i < 3; i++)
            fields[i] = line == NULL ? NULL : strsep(&line, ":");
        if (fields[2] != NULL)
            return true;
    }
    return false;
}

/* The caller's login name from /etc/passwd, or its number. */
static void find_name(uint32_t uid, char name[64]) {
    char *rest = read_text("/etc/passwd"), *fields[3];
    uint64_t number;
    while (next_fields(&rest, fields))
        if (text_number(fields[2], &number) && number == uid && text_format(name, 64, "%s", fields[0]))
            return;
    text_format(name, 64, "%u", uid);
}

static void add_range(struct mapper *mapper, uint64_t inside, uint64_t outside, uint64_t count) {
    const uint64_t values[3] = {inside, outside, count};
    for (int i = 0; i < 3; i++)
        text_format(mapper->numbers[mapper->count++], TEXT_NUMBER, "%" PRIu64, values[i]);
}

/* Gets ready to map the caller's own number to 0 and after it the caller's ranges in /etc/subuid or
 * /etc/subgid: lines of name:start:count, or with the number as name. False when there is nothing for a
 * helper to do. */
static bool prepare(struct mapper *mapper, const char *program, const char *path, const struct front *front,
                    uint32_t own) {
    static const char *const folders[] = {"/usr/bin", "/bin", "/usr/local/bin"};
    char name[64], number[TEXT_NUMBER], *fields[3];
    uint64_t inside = 1, start, count;
    find_name(front->uid, name);
    text_format(number, sizeof number, "%u", front->uid);
    text_format(mapper->numbers[0], TEXT_NUMBER, "%d", getpid());
    mapper->count = 1;
    add_range(mapper, 0, own, 1);
    for (char *rest = read_text(path); mapper->count + 3 <= ARGUMENTS && next_fields(&rest, fields);) {
        if (strcmp(fields[0], name) != 0 && strcmp(fields[0], number) != 0)
            continue;
        if (!text_number(fields[1], &start) || !text_number(fields[2], &count) || count == 0)
            continue;
        add_range(mapper, inside, start, count);
        inside += count;
    }
    for (unsigned i = 0; inside > 1 && i < sizeof folders / sizeof folders[0]; i++) {
        text_format(mapper->program, sizeof mapper->program, "%s/%s", folders[i], program);
        if (access(mapper->program, X_OK) == 0)
            return true;
    }
    return false;
}

/* Forks the helper's process, which waits for the word and then becomes newuidmap or newgidmap. */
static void fork_mapper(struct mapper *mapper, const int go[2]) {
    mapper->process = fork();
    if (mapper->process != 0)
        return;
    char *arguments[ARGUMENTS + 2] = {mapper->program};
    char *const environment[] = {NULL};
    char word;
    close(go[1]);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd < 3; fd++)
        dup2(nothing, fd);
    for (int i = 0; i < mapper->count; i++)
        arguments[i + 1] = mapper->numbers[i];
    if (read(go[0], &word, 1) == 1)
        execve(mapper->program, arguments, environment);
    _exit(1);
}

static bool mapper_succeeded(const struct mapper *mapper) {
    int status;
    return mapper->process > 0 && waitpid(mapper->process, &status, 0) > 0 && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

/* Maps the caller's own id to 0, which needs no help. */
static int map_self(const char *path, uint32_t own) {
    char line[64];
    text_format(line, sizeof line, "0 %u 1\n", own);
    return files_write(AT_FDCWD, path, line);
}

static int make(const struct front *front) {
    static struct mapper uids = {.process = -1}, gids = {.process = -1};
    int go[2];
    if (pipe2(go, O_CLOEXEC) < 0)
        return -errno;
    if (prepare(&uids, "newuidmap", "/etc/subuid", front, front->uid))
        fork_mapper(&uids, go);
    if (prepare(&gids, "newgidmap", "/etc/subgid", front, front->gid))
        fork_mapper(&gids, go);
    close(go[0]);
    int error = (int)answer(unshare(CLONE_NEWUSER));
    if (error == 0 && write(go[1], "gg", 2) != 2 && uids.process >= 0)
        error = -EIO;
    close(go[1]);
    if (!mapper_succeeded(&uids) && error == 0)
        error = map_self("/proc/self/uid_map", front->uid);
    if (!mapper_succeeded(&gids) && error == 0) {
        /* Without the helper a group map is refused unless setgroups is given up. */
        error = files_write(AT_FDCWD, "/proc/self/setgroups", "deny");
        error = error < 0 ? error : map_self("/proc/self/gid_map", front->gid);
    }
    return error;
}

/* Joins the namespace of one monitor, named by its file "pid-inode"; 0, or -ESRCH when it is gone. */
static int join_monitor(const char *file) {
    char path[64];
    uint64_t pid, inode;
    struct stat status;
    if (!text_parse(&file, &pid) || *file++ != '-' || !text_number(file, &inode))
        return -EINVAL;
    text_format(path, sizeof path, "/proc/%" PRIu64 "/ns/user", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? -ESRCH : -errno;
    /* The number of the process may have been given to another one since. */
    int result =
        fstat(fd, &status) < 0 || status.st_ino != inode ? -ESRCH : (int)answer(setns(fd, CLONE_NEWUSER));
    close(fd);
    return result;
}

/* Joins the namespace of any living monitor, so that all containers of a user share one. */
static bool join_any(const struct front *front) {
    char path[4096];
    bool joined = false;
    DIR *folder = text_format(path, sizeof path, "%s/monitors", front->run) ? opendir(path) : NULL;
    for (struct dirent *entry; folder != NULL && !joined && (entry = readdir(folder)) != NULL;) {
        int result = join_monitor(entry->d_name);
        if (result == -ESRCH)
            unlinkat(dirfd(folder), entry->d_name, 0);
        joined = result == 0;
    }
    if (folder != NULL)
        closedir(folder);
    return joined;
}

void userns_enter(struct front *front) {
    if (front->uid == 0 || front->inside || front->no_userns != 0)
        return;
    int error = join_any(front) ? 0 : make(front);
    front->no_userns = -error;
    front->inside = error == 0;
}

int userns_join_engine(struct front *front) {
    if (front->inside)
        return 0;
    int peer = -1;
    socklen_t size = sizeof peer;
    if (getsockopt(front->wire.in, SOL_SOCKET, KERNEL_SO_PEERPIDFD, &peer, &size) < 0) {
        struct ucred engine; /* before Linux 6.5 */
        size = sizeof engine;
        if (getsockopt(front->wire.in, SOL_SOCKET, SO_PEERCRED, &engine, &size) < 0)
            return -errno;
        peer = (int)syscall(SYS_pidfd_open, engine.pid, 0);
    }
    if (peer < 0)
        return -errno;
    int result = (int)answer(setns(peer, CLONE_NEWUSER));
    close(peer);
    front->inside = result == 0;
    return result;
}
