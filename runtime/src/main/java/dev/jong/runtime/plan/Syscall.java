package dev.jong.runtime.plan;

/// The system calls that plans use, with their numbers on the two machines Jong runs on. Only calls that
/// exist on both (so `mkdirat`, never `mkdir`).
public enum Syscall {
    BIND(49, 200),
    BPF(321, 280),
    CAPSET(126, 91),
    CHDIR(80, 49),
    CHROOT(161, 51),
    CLOSE(3, 57),
    CLOSE_RANGE(436, 436),
    CONNECT(42, 203),
    DUP(32, 23),
    DUP3(292, 24),
    FACCESSAT(269, 48),
    FCHDIR(81, 50),
    FSYNC(74, 82),
    FCHMODAT(268, 53),
    FCHOWNAT(260, 54),
    FLOCK(73, 32),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    FSOPEN(430, 430),
    GETPID(39, 172),
    IOCTL(16, 29),
    KEYCTL(250, 219),
    LISTEN(50, 201),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    MOUNT(165, 40),
    MOUNT_SETATTR(442, 442),
    MOVE_MOUNT(429, 429),
    OPENAT(257, 56),
    OPENAT2(437, 437),
    OPEN_TREE(428, 428),
    PIDFD_OPEN(434, 434),
    PIDFD_SEND_SIGNAL(424, 424),
    PIVOT_ROOT(155, 41),
    PPOLL(271, 73),
    PRCTL(157, 167),
    PRLIMIT64(302, 261),
    READ(0, 63),
    SECCOMP(317, 277),
    SENDFILE(40, 71),
    SETDOMAINNAME(171, 162),
    SETGROUPS(116, 159),
    SETHOSTNAME(170, 161),
    SETITIMER(38, 103),
    SETNS(308, 268),
    SETRESGID(119, 149),
    SETRESUID(117, 147),
    SETSOCKOPT(54, 208),
    SOCKET(41, 198),
    SYMLINKAT(266, 36),
    UMASK(95, 166),
    UMOUNT2(166, 39),
    UNLINKAT(263, 35),
    UNSHARE(272, 97),
    WAITID(247, 95),
    WRITE(1, 64);

    private final int x86;
    private final int arm;

    Syscall(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    /// The call's number on a machine.
    public int number(Machine machine) {
        return machine == Machine.X86_64 ? x86 : arm;
    }

    /// The name as in the manual: `open_tree`.
    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
