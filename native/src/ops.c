/* The operations that are no system calls, most of them a few calls that belong together. */
#include "plan.h"

#include <sys/vfs.h>

#include "files.h"
#include "signals.h"
#include "text.h"

/* Where the kernel's file systems belong. Through a link of the image they would come to lie in a volume,
 * where a neighbour could move them away and back while they are being masked. */
static bool is_kernel_place(const char *path) {
    return strcmp(path, "/proc") == 0 || text_begins(path, "/proc/") || strcmp(path, "/sys") == 0 ||
           text_begins(path, "/sys/") || strcmp(path, "/dev") == 0;
}

void ops_settle(const struct actor *actor) {
    close_from(3, KERNEL_CLOSE_RANGE_CLOEXEC);
    if (!actor->attached)
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* The parent may have died before: then nobody reads reports any more. */
    struct pollfd parent = {.fd = actor->report};
    if (poll(&parent, 1, 0) > 0 && (parent.revents & (POLLERR | POLLHUP)) != 0)
        _exit(1);
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

/* A place to mount a directory or file on. */
static long ensure_like(const char *path, int like) {
    struct stat status;
    if (fstat(like, &status) < 0)
        return -errno;
    bool file = !S_ISDIR(status.st_mode);
    struct wanted wanted = {file, is_kernel_place(path), file ? 0644 : 0755, UINT32_MAX, UINT32_MAX};
    long target = inroot_ensure(path, &wanted);
    long result = target < 0 ? target : check_target((int)target, path);
    if (target >= 0 && result < 0)
        close((int)target);
    return result < 0 ? result : target;
}

/* Enters a directory and proves that it is below the root: a descriptor that leaked from the host would not
 * be. */
static long change_directory(const char *path, uint32_t uid, uint32_t gid) {
    char here[4096];
    struct wanted wanted = {.mode = 0755, .uid = uid, .gid = gid};
    long fd = inroot_ensure(path, &wanted);
    long result = fd < 0 ? fd : answer(fchdir((int)fd));
    close((int)fd);
    /* The kernel says "(unreachable)" in front of a path outside the root. */
    if (result == 0)
        result = answer(syscall(SYS_getcwd, here, sizeof here));
    return result < 0 ? result : here[0] == '/' ? 0 : -EXDEV;
}

/* Tries each candidate until one runs, as a shell does with PATH. */
static long execute(struct actor *actor, const uint64_t *args) {
    char *const *candidates = plan_strings(actor->plan, args[0]);
    char *const *arguments = plan_strings(actor->plan, args[1]);
    char *const *environment = plan_strings(actor->plan, args[2]);
    if (candidates == NULL || arguments == NULL || environment == NULL)
        return -EFAULT;
    if (!actor->filtered)
        ops_settle(actor);
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
    return result == 0 && start != expected ? -ESRCH : result;
}

/* Opens a device of the container. */
static long open_device(const char *path, uint64_t flags, uint64_t number) {
    struct stat status;
    long fd = inroot_open(path, flags);
    if (fd < 0)
        return fd;
    if (fstat((int)fd, &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == number)
        return fd;
    close((int)fd);
    return -ENODEV; /* an image may bring a file of that name */
}

static long take(const struct actor *actor) {
    struct note note;
    int descriptors[NOTE_DESCRIPTORS];
    long result = note_receive(actor->report, &note, sizeof note, descriptors);
    if (result > 0 && note.tag == MSG_FAILED)
        return -(long)note.payload[2]; /* the child has failed instead, and why counts */
    return result > 0 ? descriptors[0] : result < 0 ? result : -EPIPE;
}

static long await(struct wire *engine) {
    uint32_t tag, error;
    int state = engine == NULL ? 0 : wire_next(engine, &tag);
    if (state <= 0)
        return state < 0 ? state : -EPIPE;
    return tag != MSG_GO || wire_take(engine, &error, sizeof error) < 0 ? -EBADMSG : -(long)error;
}

/* Structures of system calls lie in the plan, but descriptors are known only now. */
static long store(const struct plan *plan, uint64_t address, uint64_t offset, uint32_t value) {
    uint64_t at = address - PLAN_BASE + offset;
    if (at < sizeof *plan || at > plan->size - sizeof value)
        return -EFAULT;
    memcpy((char *)PLAN_BASE + at, &value, sizeof value);
    return 0;
}

/* Says something to the kernel and hears what it makes of it. To close a socket that has taken firewall rules
 * away takes the kernel milliseconds: `aside` has a process of nobody's wait for that. */
static long ask(const struct plan *plan, const uint64_t *args) {
    struct {
        uint32_t size;
        uint16_t type, flags;
        uint32_t sequence, port;
        int32_t error;
    } answered;
    const char *message = plan_bytes(plan, args[1], args[2]);
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, (int)args[0]);
    long result = message == NULL ? -EFAULT : answer(send(fd, message, args[2], 0));
    for (uint64_t heard = 0; result >= 0 && heard < args[3]; heard++) {
        result = answer(recv(fd, &answered, sizeof answered, 0));
        if (result >= 0) /* NLMSG_ERROR is an acknowledgement too */
            result = result == sizeof answered && answered.type == 2 ? answered.error : -EBADMSG;
    }
    if (args[4] != 0 && fork() == 0) {
        syscall(SYS_close_range, 0, fd - 1, 0); /* nobody waits for its copies of pipes */
        poll(NULL, 0, 50); /* closed at once it would keep others from changing rules for that long */
        _exit(0);
    }
    close(fd);
    return result;
}

/* Starts a program that ends with this process at the latest. It has a descriptor of ours as standard input
 * and says on standard output that it is ready, both of which even those leave open that close what they
 * find. */
static long spawn(const struct plan *plan, const uint64_t *args) {
    char *const *arguments = plan_strings(plan, args[0]);
    char *const *environment = plan_strings(plan, args[1]);
    char word;
    int ready[2];
    if (arguments == NULL || environment == NULL)
        return -EFAULT;
    if (pipe2(ready, O_CLOEXEC) < 0)
        return -errno;
    long result = answer(fork());
    if (result == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setsid();
        signals_reset();
        if (dup2((int)args[2], 0) == 0 && dup2(ready[1], 1) == 1 && dup2((int)args[3], 2) == 2 &&
            close_from(3, 0) == 0)
            execve(arguments[0], arguments, environment);
        _exit(127);
    }
    close(ready[1]);
    if (result > 0)
        result = read(ready[0], &word, 1) == 1 ? answer(syscall(SYS_pidfd_open, result, 0)) : -ECHILD;
    close(ready[0]);
    return result;
}

/* Operations whose first argument is a path. */
static long run_on_path(struct actor *actor, const struct plan_op *op, const uint64_t *args,
                        const char *path) {
    const struct wanted wanted = {op->number == OP_ENSURE_FILE, false, (uint32_t)args[1] & 07777,
                                  (uint32_t)args[2], (uint32_t)args[3]};
    switch (op->number) {
    case OP_ENSURE_DIR:
    case OP_ENSURE_FILE:
        return inroot_ensure(path, &wanted);
    case OP_ENSURE_LIKE:
        return ensure_like(path, (int)args[1]);
    case OP_CHDIR:
        return change_directory(path, (uint32_t)args[1], (uint32_t)args[2]);
    case OP_WRITE_PID:
        return files_write_pid(actor->proc, path, actor->pid);
    case OP_WRITE_EXIT:
        return files_write_exit(path, actor->code, actor->signal);
    case OP_REMOVE_CGROUP:
        return cgroup_remove(path);
    case OP_OPEN_DEVICE:
        return open_device(path, args[1], args[2]);
    default:
        return -ENOSYS;
    }
}

long ops_run(struct actor *actor, const struct plan_op *op, const uint64_t *args) {
    const char *path = plan_string(actor->plan, args[0]);
    switch (op->number) {
    case OP_SEND:
        return note_send(actor->report, &(struct note){.tag = NOTE_GIFT}, &(int){(int)args[0]}, 1);
    case OP_TAKE:
        return take(actor);
    case OP_AWAIT:
        return await(actor->engine);
    case OP_INIT:
        return actor->child ? init_fork(actor) : -EINVAL;
    case OP_EXEC:
        return actor->child ? execute(actor, args) : -EINVAL;
    case OP_CHECK_START:
        return check_start(actor, (pid_t)args[0], args[1]);
    case OP_SKIP:
        return (int64_t)args[0] < 0 ? (long)(args[1] & INT32_MAX) : 0;
    case OP_STORE:
        return store(actor->plan, args[0], args[1], (uint32_t)args[2]);
    case OP_ASK:
        return ask(actor->plan, args);
    case OP_SPAWN:
        return spawn(actor->plan, args);
    default:
        return path == NULL ? -EFAULT : run_on_path(actor, op, args, path);
    }
}
