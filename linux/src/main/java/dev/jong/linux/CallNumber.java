package dev.jong.linux;

/// Numbers of the system calls, x86-64 first and aarch64 second (`asm/unistd_64.h`, `asm-generic/unistd.h`).
final class CallNumber {
    static final long READ = pick(0, 63);
    static final long WRITE = pick(1, 64);
    static final long CLOSE = pick(3, 57);
    static final long IOCTL = pick(16, 29);
    static final long FLOCK = pick(73, 32);
    static final long FSYNC = pick(74, 82);
    static final long FCHMOD = pick(91, 52);
    static final long FCHOWN = pick(93, 55);
    static final long GETEUID = pick(107, 175);
    static final long GETEGID = pick(108, 177);
    static final long SETFSUID = pick(122, 151);
    static final long SETFSGID = pick(123, 152);
    static final long PRCTL = pick(157, 167);
    static final long FSETXATTR = pick(190, 7);
    static final long FGETXATTR = pick(193, 10);
    static final long FLISTXATTR = pick(196, 13);
    static final long FREMOVEXATTR = pick(199, 16);
    static final long GETDENTS64 = pick(217, 61);
    static final long MKDIRAT = pick(258, 34);
    static final long MKNODAT = pick(259, 33);
    static final long FCHOWNAT = pick(260, 54);
    static final long UNLINKAT = pick(263, 35);
    static final long LINKAT = pick(265, 37);
    static final long SYMLINKAT = pick(266, 36);
    static final long READLINKAT = pick(267, 78);
    static final long FCHMODAT = pick(268, 53);
    static final long UTIMENSAT = pick(280, 88);
    static final long SYNCFS = pick(306, 267);
    static final long RENAMEAT2 = pick(316, 276);
    static final long COPY_FILE_RANGE = pick(326, 285);
    static final long STATX = pick(332, 291);
    static final long PIDFD_SEND_SIGNAL = 424;
    static final long PIDFD_OPEN = 434;
    static final long OPENAT2 = 437;

    private CallNumber() {}

    private static long pick(int x86, int arm) {
        return Arch.X86_64 ? x86 : arm;
    }
}
