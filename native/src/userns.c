/* The user namespace of a caller without privileges: joined from a living monitor, or made with the caller's
 * ranges. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "front.h"
#include "kernel.h"
#include "text.h"

#define RANGES 8 /* ranges of one user that are used */

struct range {
    uint64_t start, count;
};

/* A set-uid helper that maps from outside; it is forked before the namespace exists and waits for a byte. */
struct mapper {
    const char *program;
    struct range ranges[RANGES];
    int range_count;
    pid_t process;
};

/* Reads a file of a bounded size, as these few lines are all there is to read. */
static bool read_text(const char *path, char *to, size_t size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    size_t used = 0;
    ssize_t got;
    while (used < size - 1 && (got = read(fd, to + used, size - 1 - used)) > 0)
        used += (size_t)got;
    close(fd);
    to[used] = 0;
    return true;
}

static int write_text(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    int result = (int)answer(write(fd, text, strlen(text)));
    close(fd);
    return result < 0 ? result : 0;
}

/* Cuts the next line off; NULL at the end. */
static char *next_line(char **rest) {
    char *line = *rest;
    if (line == NULL || *line == 0)
        return NULL;
    char *end = strchr(line, '\n');
    *rest = end == NULL ? NULL : end + 1;
    if (end != NULL)
        *end = 0;
    return line;
}

/* The caller's login name from /etc/passwd; false when it is not there. */
static bool find_name(uint32_t uid, char name[64]) {
    static char text[65536];
    char *rest = text;
    if (!read_text("/etc/passwd", text, sizeof text))
        return false;
    for (char *line; (line = next_line(&rest)) != NULL;) {
        char *password = strchr(line, ':');
        const char *number = password == NULL ? NULL : strchr(password + 1, ':');
        uint64_t value;
        if (number == NULL || !(number++, text_parse(&number, &value)) || value != uid)
            continue;
        *password = 0;
        return text_join(name, 64, line, PARTS);
    }
    return false;
}

/* The caller's ranges in /etc/subuid or /etc/subgid: lines of name:start:count, or with the number as name.
 */
static void find_ranges(const char *path, const char *name, const char *number, struct mapper *mapper) {
    static char text[65536];
    char *rest = text;
    mapper->range_count = 0;
    if (!read_text(path, text, sizeof text))
        return;
    for (char *line; (line = next_line(&rest)) != NULL && mapper->range_count < RANGES;) {
        char *colon = strchr(line, ':');
        if (colon == NULL)
            continue;
        *colon = 0;
        if (strcmp(line, name) != 0 && strcmp(line, number) != 0)
            continue;
        struct range *range = &mapper->ranges[mapper->range_count];
        const char *at = colon + 1;
        if (text_parse(&at, &range->start) && *at++ == ':' && text_parse(&at, &range->count) &&
            range->count > 0)
            mapper->range_count++;
    }
}

static const char *find_program(const char *const candidates[]) {
    for (; *candidates != NULL; candidates++)
        if (access(*candidates, X_OK) == 0)
            return *candidates;
    return NULL;
}

/* In the helper's process: waits for the word, then becomes newuidmap or newgidmap. */
static void become_mapper(const struct mapper *mapper, int go, pid_t target, uint32_t own) {
    static char numbers[3 + 3 * RANGES + 1][TEXT_NUMBER];
    const char *arguments[3 + 3 * RANGES + 3];
    char *const environment[] = {NULL};
    uint64_t values[3 + 3 * RANGES + 1] = {(uint64_t)target, 0, own, 1};
    int count = 4;
    uint64_t inside = 1;
    for (int i = 0; i < mapper->range_count; i++) {
        values[count++] = inside;
        values[count++] = mapper->ranges[i].start;
        values[count++] = mapper->ranges[i].count;
        inside += mapper->ranges[i].count;
    }
    arguments[0] = mapper->program;
    for (int i = 0; i < count; i++)
        arguments[i + 1] = text_number(numbers[i], values[i]);
    arguments[count + 1] = NULL;
    char word;
    if (read(go, &word, 1) == 1)
        execve(mapper->program, (char *const *)(uintptr_t)arguments, environment);
    _exit(1);
}

static void fork_mapper(struct mapper *mapper, const int go[2], uint32_t own) {
    mapper->process = -1;
    if (mapper->program == NULL || mapper->range_count == 0)
        return;
    pid_t target = getpid();
    mapper->process = fork();
    if (mapper->process != 0)
        return;
    close(go[1]);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd < 3; fd++)
        dup2(nothing, fd);
    become_mapper(mapper, go[0], target, own);
}

static bool mapper_succeeded(const struct mapper *mapper) {
    int status;
    if (mapper->process < 0)
        return false;
    while (waitpid(mapper->process, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Maps the caller's own id to 0, which needs no help. */
static int map_self(const char *path, uint32_t own) {
    char line[64], number[TEXT_NUMBER];
    text_join(line, sizeof line, "0 ", text_number(number, own), " 1\n", PARTS);
    return write_text(path, line);
}

static int make(const struct front *front) {
    static const char *const uid_programs[] = {"/usr/bin/newuidmap", "/bin/newuidmap",
                                               "/usr/local/bin/newuidmap", NULL};
    static const char *const gid_programs[] = {"/usr/bin/newgidmap", "/bin/newgidmap",
                                               "/usr/local/bin/newgidmap", NULL};
    static struct mapper uids, gids;
    char name[64], number[TEXT_NUMBER];
    const char *digits = text_number(number, front->uid);
    if (!find_name(front->uid, name))
        text_join(name, sizeof name, digits, PARTS);
    uids.program = find_program(uid_programs);
    gids.program = find_program(gid_programs);
    find_ranges("/etc/subuid", name, digits, &uids);
    find_ranges("/etc/subgid", name, digits, &gids);
    int go[2];
    if (pipe2(go, O_CLOEXEC) < 0)
        return -errno;
    fork_mapper(&uids, go, front->uid);
    fork_mapper(&gids, go, front->gid);
    close(go[0]);
    int error = (int)answer(unshare(CLONE_NEWUSER));
    if (error == 0 && write(go[1], "gg", 2) != 2 && uids.process >= 0)
        error = -EIO;
    close(go[1]);
    bool uids_mapped = mapper_succeeded(&uids);
    bool gids_mapped = mapper_succeeded(&gids);
    if (error == 0 && !uids_mapped)
        error = map_self("/proc/self/uid_map", front->uid);
    if (error == 0 && !gids_mapped) {
        /* Without the helper a group map is refused unless setgroups is given up. */
        error = write_text("/proc/self/setgroups", "deny");
        error = error < 0 ? error : map_self("/proc/self/gid_map", front->gid);
    }
    return error;
}

/* Joins the namespace of one monitor, named by its file "pid-inode"; 0, or -ESRCH when it is gone. */
static int join_monitor(const char *file) {
    char path[64], number[TEXT_NUMBER];
    uint64_t pid, inode;
    struct stat status;
    if (!text_parse(&file, &pid) || *file++ != '-' || !text_parse(&file, &inode) || *file != 0)
        return -EINVAL;
    text_join(path, sizeof path, "/proc/", text_number(number, pid), "/ns/user", PARTS);
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
    _Alignas(8) char entries[2048];
    bool joined = false;
    if (!text_join(path, sizeof path, front->run, "/monitors", PARTS))
        return false;
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    long size;
    while (folder >= 0 && !joined && (size = syscall(SYS_getdents64, folder, entries, sizeof entries)) > 0) {
        for (long at = 0; at < size && !joined;) {
            const struct kernel_dirent *entry = (const struct kernel_dirent *)(const void *)(entries + at);
            int result = entry->name[0] == '.' ? -EINVAL : join_monitor(entry->name);
            if (result == -ESRCH)
                unlinkat(folder, entry->name, 0);
            joined = result == 0;
            at += entry->length;
        }
    }
    if (folder >= 0)
        close(folder);
    return joined;
}

void userns_enter(struct front *front) {
    if (front->uid == 0 || front->inside || front->no_userns != 0)
        return;
    int error = join_any(front) ? 0 : make(front);
    if (error < 0)
        front->no_userns = -error;
    else
        front->inside = true;
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
    if (result == 0)
        front->inside = true;
    return result;
}
