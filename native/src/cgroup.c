/* Removing a control group, of version 1 or 2, with whatever is left in it. */
#include "files.h"
#include "plan.h"
#include "text.h"

#define DEPTH 64   /* of groups in groups; a container that was given more keeps the rest */
#define ROUNDS 100 /* of waiting for processes that are ending, 2 ms each */

/* Ends every process of this group; version 2 does it at once, and for those below too. */
static void end_processes(int group) {
    if (files_write(group, "cgroup.kill", "1") == 0)
        return;
    char text[1024];
    const char *at = text;
    uint64_t pid;
    files_read(group, "cgroup.procs", text, sizeof text);
    /* A number that is cut off at the end of the buffer has no newline; the next round reads it whole. */
    while (text_parse(&at, &pid) && *at++ == '\n')
        if (pid > 1)
            kill((pid_t)pid, SIGKILL);
}

static void remove_children(int group, int depth);

static long remove_group(int parent, const char *name, int depth) {
    int group = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (group < 0)
        return errno == ENOENT ? 0 : -errno;
    long result = answer(unlinkat(parent, name, AT_REMOVEDIR));
    for (int round = 0; result == -EBUSY && round < ROUNDS; round++) {
        struct timespec pause = {.tv_nsec = 2000000};
        end_processes(group);
        remove_children(group, depth);
        result = answer(unlinkat(parent, name, AT_REMOVEDIR));
        if (result == -EBUSY)
            nanosleep(&pause, NULL);
    }
    close(group);
    return result == -ENOENT ? 0 : result;
}

static void remove_children(int group, int depth) {
    DIR *children = depth < DEPTH ? fdopendir(openat(group, ".", O_RDONLY | O_CLOEXEC)) : NULL;
    for (struct dirent *entry; children != NULL && (entry = readdir(children)) != NULL;)
        if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
            remove_group(group, entry->d_name, depth + 1);
    if (children != NULL)
        closedir(children);
}

long cgroup_remove(const char *path) {
    return remove_group(AT_FDCWD, path, 0);
}
