/* What a container should not be able to do. Each attempt answers 0 or an errno; none does harm where it works, as far
 * as that can be had: arguments are null or nonsense that only a permission check would stop earlier. */
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int of(long result) {
    return result < 0 ? errno : 0;
}

static int writes(const char *path, const char *what) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    return of(write(fd, what, strlen(what)));
}

/* 0 when the file can be opened and gives at least one byte. */
static int reads(const char *path) {
    char byte;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno;
    ssize_t got = read(fd, &byte, 1);
    return got < 0 ? errno : got == 0 ? ENODATA : 0;
}

/* Makes a node and opens it. */
static int node(mode_t kind, unsigned major, unsigned minor) {
    char path[64];
    snprintf(path, sizeof path, "/tmp/node.%d", (int)getpid());
    if (mknod(path, kind | 0666, makedev(major, minor)) < 0)
        return errno;
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    int error = fd < 0 ? errno : 0;
    unlink(path);
    return error;
}

static int fails_with_namespace(int flags) {
    return of(syscall(SYS_unshare, flags));
}

/* The old call with flags: libraries fall back to it where clone3 is refused. */
static int clone_user(void) {
    long pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (pid == 0)
        _exit(0);
    if (pid < 0)
        return errno;
    waitpid((pid_t)pid, NULL, 0);
    return 0;
}

static int clone3_plain(void) {
    uint64_t arguments[11] = {0};
    arguments[4] = SIGCHLD;
    long pid = syscall(SYS_clone3, arguments, sizeof arguments);
    if (pid == 0)
        _exit(0);
    if (pid < 0)
        return errno;
    waitpid((pid_t)pid, NULL, 0);
    return 0;
}

static int joins(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? errno : of(setns(fd, 0));
}

static int socket_of(int family, int type, int protocol) {
    return of(socket(family, type, protocol));
}

#ifdef __x86_64__
/* A call by way of the 32-bit entry. */
static int old_entry(long number) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(0), "c"(0), "d"(0) : "r8", "r9", "r10", "r11", "memory");
    return result < 0 ? (int)-result : 0;
}

static int x32_entry(long number) {
    return of(syscall(number | 0x40000000, 0, 0, 0));
}
#endif

/* The classic way out of a chroot: another root with our working directory left behind. */
static int chroot_escape(void) {
    struct stat inside, outside;
    stat("/", &inside);
    mkdir("/tmp/cage", 0755);
    if (chroot("/tmp/cage") < 0)
        return errno;
    for (int i = 0; i < 64; i++)
        if (chdir("..") < 0)
            return errno;
    if (chroot(".") < 0)
        return errno;
    stat("/", &outside);
    return inside.st_ino == outside.st_ino && inside.st_dev == outside.st_dev ? EXDEV : 0;
}

/* A descriptor that leads out, by way of any number. */
static int saved_descriptor(void) {
    for (int fd = 3; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            return 0;
    return EBADF;
}

/* An empty line at most: a ^C would throw away what was told and not yet read. */
static int injects_input(unsigned long request) {
    char byte[2] = {request == TIOCSTI ? '\n' : 3, 0};
    int fd = open("/dev/tty", O_RDWR | O_NOCTTY);
    if (fd < 0)
        return errno;
    return of(ioctl(fd, request, byte));
}

static int unmasks(const char *path) {
    return of(umount2(path, MNT_DETACH));
}

/* A mask taken off in namespaces of its own, where this process would be all-powerful. */
static int nested_unmask(void) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0)
        return errno;
    return unmasks("/proc/keys");
}

static int raises_capabilities(void) {
    uint32_t header[2] = {0x20080522, 0}, data[6];
    memset(data, 255, sizeof data);
    return of(syscall(SYS_capset, header, data));
}

/* 0 when a process of another pid namespace can be seen; what is sought is a JVM or our own front. */
static int sees_engine(void) {
    for (int pid = 1; pid < 40000; pid++) {
        char path[64], name[64] = "";
        snprintf(path, sizeof path, "/proc/%d/comm", pid);
        int fd = open(path, O_RDONLY);
        if (fd < 0)
            continue;
        ssize_t got = read(fd, name, sizeof name - 1);
        close(fd);
        if (got > 0 && (strncmp(name, "java", 4) == 0 || strncmp(name, "jong", 4) == 0) &&
            strncmp(name, "jong-init", 9) != 0)
            return 0;
    }
    return ESRCH;
}

static int by_handle(void) {
    struct file_handle *handle = calloc(1, sizeof *handle + 128);
    int mount_id, folder = open("/", O_RDONLY);
    uint64_t root = 2;
    handle->handle_bytes = 128;
    if (name_to_handle_at(AT_FDCWD, "/etc", handle, &mount_id, 0) < 0) {
        handle->handle_bytes = 8;
        handle->handle_type = 1;
    }
    memcpy(handle->f_handle, &root, sizeof root);
    return of(syscall(SYS_open_by_handle_at, folder, handle, O_RDONLY));
}

static int overwrites_program(const char *path) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd < 0 ? errno : 0;
}

struct attempt {
    const char *name;
    int number;
};

enum {
    MKNOD_NULL, MKNOD_DISK, MKNOD_MEM, MKNOD_KMSG, MKNOD_FUSE, MKNOD_KVM, MKNOD_TUN, UNSHARE_USER, UNSHARE_MOUNT,
    UNSHARE_NET, UNSHARE_PID, UNSHARE_UTS, UNSHARE_CGROUP, CLONE_USER, CLONE3, SETNS_MOUNT, SETNS_PID1, MOUNT_TMPFS,
    MOUNT_PROC, MOUNT_CGROUP, MOUNT_OVERLAY, MOUNT_BIND, REMOUNT_PROC_SYS, REMOUNT_SYS, UMOUNT_MASK, UMOUNT_PROC_SYS,
    OPEN_TREE, FSOPEN, MOVE_MOUNT, MOUNT_SETATTR, PIVOT_ROOT, CHROOT_ESCAPE, SAVED_DESCRIPTOR, PTRACE_ME, KEYCTL, ADD_KEY,
    REQUEST_KEY, IO_URING, USERFAULTFD, BPF, PERF, ALG, VSOCK, PACKET, RAW, PING, KEXEC, INIT_MODULE, FINIT_MODULE,
    DELETE_MODULE, REBOOT, SWAPON, SETHOSTNAME, CLOCK_SET, ACCT, IOPL, QUOTACTL, BY_HANDLE, FANOTIFY, SYSLOG, PERSONALITY,
    PROCESS_READ, KCMP, PIDFD_GETFD, UNKNOWN, OLD_GETPID, OLD_UNSHARE, OLD_MOUNT, X32_GETPID, TIOCSTI_, TIOCLINUX_,
    KCORE, KMSG, MEM, SYSRQ, CORE_PATTERN, MODPROBE, BINFMT, PROC_IRQ, SCHED_DEBUG, TIMER_LIST, KEYS, INTERRUPTS, ACPI,
    FIRMWARE, UEVENT, SYS_KERNEL, CGROUP_RELEASE, CGROUP_PROCS, CGROUP_MKDIR, CGROUP_LIMIT, DEVICES_ALLOW, CGROUP_ROOT,
    ALL_CAPABILITIES, ENGINE_SEEN, PROGRAM_WRITE, INIT_WRITE, SETUID_MAP, OOM_DOWN, NICE_UP,
    DEBUGFS, TRACEFS, SECURITYFS, VMCORE, LSM_WRITE, NESTED_UMASK
};

static const struct attempt attempts[] = {
    {"mknod-null", MKNOD_NULL}, {"mknod-disk", MKNOD_DISK}, {"mknod-mem", MKNOD_MEM}, {"mknod-kmsg", MKNOD_KMSG},
    {"mknod-fuse", MKNOD_FUSE}, {"mknod-kvm", MKNOD_KVM}, {"mknod-tun", MKNOD_TUN}, {"unshare-user", UNSHARE_USER},
    {"unshare-mount", UNSHARE_MOUNT}, {"unshare-net", UNSHARE_NET}, {"unshare-pid", UNSHARE_PID},
    {"unshare-uts", UNSHARE_UTS}, {"unshare-cgroup", UNSHARE_CGROUP}, {"clone-user", CLONE_USER}, {"clone3", CLONE3},
    {"setns-mount", SETNS_MOUNT}, {"setns-pid1", SETNS_PID1}, {"mount-tmpfs", MOUNT_TMPFS}, {"mount-proc", MOUNT_PROC},
    {"mount-cgroup", MOUNT_CGROUP}, {"mount-overlay", MOUNT_OVERLAY}, {"mount-bind", MOUNT_BIND},
    {"remount-proc-sys", REMOUNT_PROC_SYS}, {"remount-sys", REMOUNT_SYS}, {"umount-mask", UMOUNT_MASK},
    {"umount-proc-sys", UMOUNT_PROC_SYS}, {"open_tree", OPEN_TREE}, {"fsopen", FSOPEN}, {"move_mount", MOVE_MOUNT},
    {"mount_setattr", MOUNT_SETATTR}, {"pivot_root", PIVOT_ROOT}, {"chroot-escape", CHROOT_ESCAPE},
    {"saved-descriptor", SAVED_DESCRIPTOR}, {"ptrace-traceme", PTRACE_ME}, {"keyctl", KEYCTL}, {"add_key", ADD_KEY},
    {"request_key", REQUEST_KEY}, {"io_uring", IO_URING}, {"userfaultfd", USERFAULTFD}, {"bpf", BPF},
    {"perf_event_open", PERF}, {"socket-alg", ALG}, {"socket-vsock", VSOCK}, {"socket-packet", PACKET},
    {"socket-raw", RAW}, {"socket-ping", PING}, {"kexec_load", KEXEC}, {"init_module", INIT_MODULE}, {"finit_module", FINIT_MODULE},
    {"delete_module", DELETE_MODULE}, {"reboot", REBOOT}, {"swapon", SWAPON}, {"sethostname", SETHOSTNAME},
    {"clock_settime", CLOCK_SET}, {"acct", ACCT}, {"iopl", IOPL}, {"quotactl", QUOTACTL},
    {"open_by_handle_at", BY_HANDLE}, {"fanotify_init", FANOTIFY}, {"syslog", SYSLOG}, {"personality-odd", PERSONALITY},
    {"process_vm_readv-init", PROCESS_READ}, {"kcmp-init", KCMP}, {"pidfd_getfd-init", PIDFD_GETFD},
    {"unknown-call", UNKNOWN}, {"int80-getpid", OLD_GETPID}, {"int80-unshare", OLD_UNSHARE}, {"int80-mount", OLD_MOUNT},
    {"x32-getpid", X32_GETPID}, {"tiocsti", TIOCSTI_}, {"tioclinux", TIOCLINUX_}, {"read-kcore", KCORE},
    {"read-kmsg", KMSG}, {"read-dev-mem", MEM}, {"write-sysrq", SYSRQ}, {"write-core_pattern", CORE_PATTERN},
    {"write-modprobe", MODPROBE}, {"write-binfmt", BINFMT}, {"write-irq", PROC_IRQ}, {"read-sched_debug", SCHED_DEBUG},
    {"read-timer_list", TIMER_LIST}, {"read-keys", KEYS}, {"read-interrupts", INTERRUPTS}, {"read-acpi", ACPI},
    {"read-firmware", FIRMWARE}, {"write-uevent_helper", UEVENT}, {"write-sys-kernel", SYS_KERNEL},
    {"write-release_agent", CGROUP_RELEASE}, {"write-cgroup-procs", CGROUP_PROCS}, {"mkdir-cgroup", CGROUP_MKDIR},
    {"write-cgroup-limit", CGROUP_LIMIT}, {"write-devices-allow", DEVICES_ALLOW}, {"write-cgroup-root", CGROUP_ROOT},
    {"capset-all", ALL_CAPABILITIES}, {"see-engine", ENGINE_SEEN}, {"write-own-program", PROGRAM_WRITE},
    {"write-init-program", INIT_WRITE}, {"write-uid-map", SETUID_MAP},
    {"oom-score-down", OOM_DOWN}, {"nice-up", NICE_UP}, {"read-debugfs", DEBUGFS},
    {"read-tracefs", TRACEFS}, {"read-securityfs", SECURITYFS}, {"read-vmcore", VMCORE}, {"write-lsm", LSM_WRITE},
    {"nested-unmask", NESTED_UMASK}};

static int kernel_calls(int number) {
    switch (number) {
    case PTRACE_ME: return of(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
    case KEYCTL: return of(syscall(SYS_keyctl, 0, -3, 0, 0, 0));
    case ADD_KEY: return of(syscall(SYS_add_key, "user", "jong-probe", "x", 1, -2));
    case REQUEST_KEY: return of(syscall(SYS_request_key, "user", "jong-probe-missing", NULL, 0));
    case IO_URING: return of(syscall(SYS_io_uring_setup, 1, (char[256]){0}));
    case USERFAULTFD: return of(syscall(SYS_userfaultfd, 1));
    case BPF: return of(syscall(SYS_bpf, 0, (char[128]){0}, 128));
    case PERF: return of(syscall(SYS_perf_event_open, (char[128]){0}, 0, -1, -1, 0));
    case KEXEC: return of(syscall(SYS_kexec_load, 0, 0, NULL, ~0ul));
    case INIT_MODULE: return of(syscall(SYS_init_module, NULL, 0, ""));
    case FINIT_MODULE: return of(syscall(SYS_finit_module, -1, "", 0));
    case DELETE_MODULE: return of(syscall(SYS_delete_module, "jong_no_such_module", O_NONBLOCK));
    case REBOOT: return of(syscall(SYS_reboot, 0, 0, 0, NULL));
    case SWAPON: return of(syscall(SYS_swapon, "/no/such/file", 0));
    case SETHOSTNAME: return of(sethostname("probe", 5));
    case CLOCK_SET: return of(syscall(SYS_clock_settime, 0, NULL));
    case ACCT: return of(syscall(SYS_acct, "/no/such/file"));
#ifdef __x86_64__
    case IOPL: return of(syscall(SYS_iopl, 3));
#endif
    case QUOTACTL: return of(syscall(SYS_quotactl, 0x80000100, "/no/such/file", 0, NULL));
    case BY_HANDLE: return by_handle();
    case FANOTIFY: return of(syscall(SYS_fanotify_init, 0, 0));
    case SYSLOG: return of(syscall(SYS_syslog, 3, (char[64]){0}, 64));
    case PERSONALITY: return of(syscall(SYS_personality, 0x0040000));
    case PROCESS_READ: return of(syscall(SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0));
    case KCMP: return of(syscall(SYS_kcmp, 1, getpid(), 1, 0, 0));
    case PIDFD_GETFD: return of(syscall(SYS_pidfd_getfd, -1, 0, 0));
    case UNKNOWN: return of(syscall(700));
#ifdef __x86_64__
    case OLD_GETPID: return old_entry(20);
    case OLD_UNSHARE: return old_entry(310);
    case OLD_MOUNT: return old_entry(21);
    case X32_GETPID: return x32_entry(SYS_getpid);
#endif
    case ALL_CAPABILITIES: return raises_capabilities();
    case NICE_UP: return of(syscall(SYS_setpriority, 0, 0, -10));
    default: return ENOTSUP;
    }
}

static int mounting(int number) {
    switch (number) {
    case UNSHARE_USER: return fails_with_namespace(CLONE_NEWUSER);
    case UNSHARE_MOUNT: return fails_with_namespace(CLONE_NEWNS);
    case UNSHARE_NET: return fails_with_namespace(CLONE_NEWNET);
    case UNSHARE_PID: return fails_with_namespace(CLONE_NEWPID);
    case UNSHARE_UTS: return fails_with_namespace(CLONE_NEWUTS);
    case UNSHARE_CGROUP: return fails_with_namespace(CLONE_NEWCGROUP);
    case CLONE_USER: return clone_user();
    case CLONE3: return clone3_plain();
    case SETNS_MOUNT: return joins("/proc/self/ns/mnt");
    case SETNS_PID1: return joins("/proc/1/ns/uts");
    case MOUNT_TMPFS: return of(mount("tmpfs", "/tmp", "tmpfs", 0, ""));
    case MOUNT_PROC: return of(mount("proc", "/proc", "proc", 0, ""));
    case MOUNT_CGROUP: return of(mount("cgroup", "/tmp", "cgroup", 0, "memory"));
    case MOUNT_OVERLAY: return of(mount("overlay", "/tmp", "overlay", 0, "lowerdir=/etc:/bin"));
    case MOUNT_BIND: return of(mount("/", "/tmp", NULL, MS_BIND, NULL));
    case REMOUNT_PROC_SYS: return of(mount(NULL, "/proc/sys", NULL, MS_REMOUNT | MS_BIND, NULL));
    case REMOUNT_SYS: return of(mount(NULL, "/sys", NULL, MS_REMOUNT | MS_BIND, NULL));
    case NESTED_UMASK: return nested_unmask();
    case UMOUNT_MASK: return unmasks("/proc/keys");
    case UMOUNT_PROC_SYS: return unmasks("/proc/sys");
    case OPEN_TREE: return of(syscall(428, AT_FDCWD, "/", 1));
    case FSOPEN: return of(syscall(430, "tmpfs", 0));
    case MOVE_MOUNT: return of(syscall(429, AT_FDCWD, "/dev", AT_FDCWD, "/tmp", 0));
    case MOUNT_SETATTR: return of(syscall(442, AT_FDCWD, "/proc/sys", 0, (uint64_t[4]){0, 1, 0, 0}, 32));
    case PIVOT_ROOT: return of(syscall(SYS_pivot_root, ".", "."));
    default: return kernel_calls(number);
    }
}

static int files(int number) {
    switch (number) {
    case KCORE: return reads("/proc/kcore");
    case KMSG: return reads("/dev/kmsg");
    case MEM: return reads("/dev/mem");
    case SCHED_DEBUG: return reads("/proc/sched_debug");
    case TIMER_LIST: return reads("/proc/timer_list");
    case KEYS: return reads("/proc/keys");
    case INTERRUPTS: return reads("/proc/interrupts");
    case ACPI: return reads("/proc/acpi/wakeup");
    case FIRMWARE: return reads("/sys/firmware/memmap/0/start");
    case DEBUGFS: return reads("/sys/kernel/debug/sleep_time");
    case TRACEFS: return reads("/sys/kernel/tracing/trace");
    case SECURITYFS: return reads("/sys/kernel/security/lsm");
    case VMCORE: return reads("/proc/vmcore");
    case SYSRQ: return writes("/proc/sysrq-trigger", "");
    case CORE_PATTERN: return writes("/proc/sys/kernel/core_pattern", "");
    case MODPROBE: return writes("/proc/sys/kernel/modprobe", "");
    case BINFMT: return writes("/proc/sys/fs/binfmt_misc/register", "");
    case PROC_IRQ: return writes("/proc/irq/default_smp_affinity", "");
    case UEVENT: return writes("/sys/kernel/uevent_helper", "");
    case SYS_KERNEL: return writes("/sys/kernel/profiling", "");
    case CGROUP_RELEASE: return writes("/sys/fs/cgroup/pids/release_agent", "");
    case CGROUP_PROCS: return writes("/sys/fs/cgroup/pids/cgroup.procs", "0");
    case CGROUP_MKDIR: return of(mkdir("/sys/fs/cgroup/pids/probe", 0755));
    case CGROUP_LIMIT: return writes("/sys/fs/cgroup/pids/pids.max", "max");
    case DEVICES_ALLOW: return writes("/sys/fs/cgroup/devices/devices.allow", "a");
    case CGROUP_ROOT: return of(mkdir("/sys/fs/cgroup/probe", 0755));
    case PROGRAM_WRITE: return overwrites_program("/proc/self/exe");
    case INIT_WRITE: return overwrites_program("/proc/1/exe");
    case SETUID_MAP: return writes("/proc/self/uid_map", "0 0 1");
    case OOM_DOWN: return writes("/proc/self/oom_score_adj", "-1000");
    case LSM_WRITE: return writes("/proc/self/attr/exec", "changeprofile");
    default: return mounting(number);
    }
}

static int attempt(int number) {
    switch (number) {
    case MKNOD_NULL: return node(S_IFCHR, 1, 3);
    case MKNOD_DISK: return node(S_IFBLK, 254, 0);
    case MKNOD_MEM: return node(S_IFCHR, 1, 1);
    case MKNOD_KMSG: return node(S_IFCHR, 1, 11);
    case MKNOD_FUSE: return node(S_IFCHR, 10, 229);
    case MKNOD_KVM: return node(S_IFCHR, 10, 232);
    case MKNOD_TUN: return node(S_IFCHR, 10, 200);
    case CHROOT_ESCAPE: return chroot_escape();
    case SAVED_DESCRIPTOR: return saved_descriptor();
    case ALG: return socket_of(38, SOCK_SEQPACKET, 0);
    case VSOCK: return socket_of(40, SOCK_STREAM, 0);
    case PACKET: return socket_of(AF_PACKET, SOCK_RAW, 0);
    case RAW: return socket_of(AF_INET, SOCK_RAW, 1);
    case PING: return socket_of(AF_INET, SOCK_DGRAM, 1);
    case TIOCSTI_: return injects_input(TIOCSTI);
    case TIOCLINUX_: return injects_input(TIOCLINUX);
    case ENGINE_SEEN: return sees_engine();
    default: return files(number);
    }
}

/* In a process of its own: an attempt that works must not help the next one, and one that kills must not end us. */
static void report(const struct attempt *one) {
    char key[64], value[64];
    int status;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        _exit(attempt(one->number) & 255);
    snprintf(key, sizeof key, "try.%s", one->name);
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        snprintf(value, sizeof value, "no process: %s", strerrorname_np(errno));
    else if (WIFSIGNALED(status))
        snprintf(value, sizeof value, "SIG%s", sigabbrev_np(WTERMSIG(status)));
    else
        snprintf(value, sizeof value, "%s", WEXITSTATUS(status) == 0 ? "OK" : strerrorname_np(WEXITSTATUS(status)));
    tell(key, value);
}

void attempt_all(void) {
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++)
        report(&attempts[i]);
}

int attempt_one(const char *name) {
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++)
        if (strcmp(attempts[i].name, name) == 0) {
            report(&attempts[i]);
            return 0;
        }
    fprintf(stderr, "probe: no attempt is called %s\n", name);
    return 2;
}
