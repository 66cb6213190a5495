/* The operations that are no system calls, most of them a few calls that belong together. */
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "files.h"
#include "inroot.h"
#include "kernel.h"
#include "text.h"

/* Where the kernel's file systems belong. Through a link of the image they would come to lie in a volume,
 * where a neighbour could move them away and back while they are being masked. */
static bool is_kernel_place(const char *path) {
    return strcmp(path, "/proc") == 0 || text_begins(path, "/proc/") || strcmp(path, "/sys") == 0 ||
           text_begins(path, "/sys/") || strcmp(path, "/dev") == 0;
}

static long ensure_like(const char *path, int like) {
    struct stat status;
    if (fstat(like, &status) < 0)
        return -errno;
    bool file = !S_ISDIR(status.st_mode);
    struct wanted wanted = {.file = file,
                            .plain = is_kernel_place(path),
                            .mode = file ? 0644 : 0755,
                            .uid = UINT32_MAX,
                            .gid = UINT32_MAX};
    return inroot_ensure(path, &wanted);
}

/* Enters a directory and proves that it is below the root: a descriptor that leaked from the host would not
 * be. */
static long change_directory(const char *path, uint32_t uid, uint32_t gid) {
    char here[4096];
    struct wanted wanted = {.mode = 0755, .uid = uid, .gid = gid};
    long fd = inroot_ensure(path, &wanted);
    if (fd < 0)
        return fd;
    long result = answer(fchdir((int)fd));
    close((int)fd);
    if (result < 0)
        return result;
    /* The kernel says "(unreachable)" in front of a path outside the root. */
    result = answer(syscall(SYS_getcwd, here, sizeof here));
    if (result < 0)
        return result;
    return here[0] == '/' ? 0 : -EXDEV;
}

/* A mount covers files of proc or sysfs only when its own name says so, which the engine has judged: never
 * because a link of the image leads there. */
static long check_target(int target, const char *path) {
    struct statfs system;
    if (fstatfs(target, &system) < 0)
        return -errno;
    bool kernel = system.f_type == KERNEL_PROC_MAGIC || system.f_type == KERNEL_SYSFS_MAGIC;
    return kernel && !text_begins(path, "/proc/") && !text_begins(path, "/sys/") ? -EXDEV : 0;
}

static long mount_tree(int tree, const char *path, uint64_t set, uint64_t clear, uint64_t propagation) {
    if ((set | clear | propagation) != 0) {
        struct kernel_mount_attr attributes = {set, clear, propagation, 0};
        long result = answer(syscall(SYS_mount_setattr, tree, "", KERNEL_AT_EMPTY_PATH | KERNEL_AT_RECURSIVE,
                                     &attributes, sizeof attributes));
        if (result < 0)
            return result;
    }
    long target = ensure_like(path, tree);
    if (target < 0)
        return target;
    long result = check_target((int)target, path);
    if (result == 0)
        result = answer(syscall(SYS_move_mount, tree, "", (int)target, "",
                                KERNEL_MOVE_FROM_EMPTY | KERNEL_MOVE_TO_EMPTY));
    close((int)target);
    return result;
}

/* Tries each candidate until one runs, as a shell does with PATH. */
static long execute(struct actor *actor, const uint64_t *args) {
    char *const *candidates = plan_strings(actor->plan, args[0]);
    char *const *arguments = plan_strings(actor->plan, args[1]);
    char *const *environment = plan_strings(actor->plan, args[2]);
    if (candidates == NULL || arguments == NULL || environment == NULL)
        return -EFAULT;
    if (!actor->filtered)
        close_from(3, KERNEL_CLOSE_RANGE_CLOEXEC);
    long result = -ENOENT;
    bool denied = false;
    for (; *candidates != NULL; candidates++) {
        result = answer(execve(*candidates, arguments, environment));
        denied = denied || result == -EACCES;
        if (result != -ENOENT && result != -ENOTDIR && result != -EACCES)
            return result;
    }
    return denied ? -EACCES : result;
}

static long check_start(const struct actor *actor, pid_t pid, uint64_t expected) {
    uint64_t start;
    long result = files_start_time(actor->proc >= 0 ? actor->proc : AT_FDCWD, pid, &start);
    if (result < 0)
        return result;
    return start == expected ? 0 : -ESRCH;
}

static long null_input(void) {
    struct stat status;
    long fd = inroot_open("/dev/null", O_RDONLY | O_NOCTTY);
    if (fd < 0)
        return fd;
    long result = 0;
    if (fstat((int)fd, &status) < 0 || !S_ISCHR(status.st_mode) || status.st_rdev != makedev(1, 3))
        result = -ENODEV; /* an image may bring a file of that name */
    else
        result = answer(dup2((int)fd, STDIN_FILENO));
    if (fd != STDIN_FILENO)
        close((int)fd);
    return result < 0 ? result : 0;
}

static long link_up(const char *name) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    if (strlen(name) >= sizeof request.ifr_name)
        return -ENAMETOOLONG;
    memcpy(request.ifr_name, name, strlen(name) + 1);
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    long result = control(fd, SIOCGIFFLAGS, &request);
    request.ifr_flags |= IFF_UP;
    if (result == 0)
        result = control(fd, SIOCSIFFLAGS, &request);
    close(fd);
    return result;
}

/* Waits for the end of a process: 1, or 0 when the time is up. */
static long wait_for(int process, int milliseconds) {
    struct pollfd event = {.fd = process, .events = POLLIN};
    long result = answer(poll(&event, 1, milliseconds));
    return result > 0 && (event.revents & POLLNVAL) != 0 ? -EBADF : result;
}

/* The exit record; the second argument may name the control group's folder, which knows of memory. */
static long write_exit(const struct actor *actor, const char *path, const char *group) {
    int opened = group == NULL ? -1 : open(group, O_PATH | O_DIRECTORY | O_CLOEXEC);
    bool oom = actor->signal == 9 || actor->code == 137
                   ? files_out_of_memory(opened >= 0 ? opened : actor->cgroup)
                   : false;
    long result = files_write_exit(path, actor->code, actor->signal, oom);
    if (opened >= 0)
        close(opened);
    return result;
}

/* Operations whose first argument is a path. */
static long run_on_path(struct actor *actor, const struct plan_op *op, const uint64_t *args,
                        const char *path) {
    struct wanted wanted = {.mode = (uint32_t)args[1] & 07777, .uid = UINT32_MAX, .gid = UINT32_MAX};
    switch (op->number) {
    case OP_ENSURE_DIR:
        wanted.uid = (uint32_t)args[2];
        wanted.gid = (uint32_t)args[3];
        return inroot_ensure(path, &wanted);
    case OP_ENSURE_FILE:
        wanted.file = true;
        return inroot_ensure(path, &wanted);
    case OP_ENSURE_LIKE:
        return ensure_like(path, (int)args[1]);
    case OP_CHDIR:
        return change_directory(path, (uint32_t)args[1], (uint32_t)args[2]);
    case OP_WRITE_PID:
        return files_write_pid(actor->proc, path, actor->pid);
    case OP_WRITE_EXIT:
        return write_exit(actor, path, plan_string(actor->plan, args[1]));
    case OP_REMOVE_CGROUP:
        return cgroup_remove(path);
    case OP_LINK_UP:
        return link_up(path);
    default:
        return -ENOSYS;
    }
}

long ops_run(struct actor *actor, const struct plan_op *op, const uint64_t *args) {
    const char *path = plan_string(actor->plan, args[op->number == OP_MOUNT_TREE ? 1 : 0]);
    int64_t tested;
    switch (op->number) {
    case OP_PTY:
        path = plan_string(actor->plan, args[2]);
        return args[2] != 0 && path == NULL ? -EFAULT : pty_open(actor, args[0], args[1], path);
    case OP_INIT:
        return actor->child ? init_fork(actor) : -EINVAL;
    case OP_EXEC:
        return actor->child ? execute(actor, args) : -EINVAL;
    case OP_CHECK_START:
        return check_start(actor, (pid_t)args[0], args[1]);
    case OP_STDIN_NULL:
        return actor->child ? null_input() : -EINVAL;
    case OP_FAIL:
        return args[0] == 0 || args[0] > 4095 ? -EINVAL : -(long)args[0];
    case OP_SKIP:
        /* The register's value when it is marked as one, else the number of the register. */
        if ((op->registers & 1) == 0 && args[0] >= PLAN_REGISTERS)
            return -EINVAL;
        tested = (op->registers & 1) != 0 ? (int64_t)args[0] : actor->plan->registers[args[0]];
        return tested < 0 ? (long)(args[1] & INT32_MAX) : 0;
    case OP_WAIT:
        return wait_for((int)args[0], args[1] > INT32_MAX ? -1 : (int)args[1]);
    case OP_DEVICE_FILTER:
        return device_filter((int)args[0], args[1], (uint32_t)args[2]);
    case OP_MOUNT_TREE:
        return path == NULL ? -EFAULT : mount_tree((int)args[0], path, args[2], args[3], args[4]);
    default:
        return path == NULL ? -EFAULT : run_on_path(actor, op, args, path);
    }
}
