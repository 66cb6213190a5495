package dev.jong.runtime.plan;

/// Error numbers of Linux (the same on x86-64 and aarch64) that plans tolerate or that deserve words.
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int ENOEXEC = 8;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int EPIPE = 32;
    public static final int ELOOP = 40;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ECANCELED = 125;

    private Errno() {}

    /// The symbolic name, `errno N` when it has none here.
    public static String name(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM";
            case ENOENT -> "ENOENT";
            case ESRCH -> "ESRCH";
            case ENOEXEC -> "ENOEXEC";
            case EACCES -> "EACCES";
            case EFAULT -> "EFAULT";
            case EBUSY -> "EBUSY";
            case EEXIST -> "EEXIST";
            case ENODEV -> "ENODEV";
            case ENOTDIR -> "ENOTDIR";
            case EISDIR -> "EISDIR";
            case EINVAL -> "EINVAL";
            case ENOSPC -> "ENOSPC";
            case EROFS -> "EROFS";
            case EPIPE -> "EPIPE";
            case ELOOP -> "ELOOP";
            case EPROTONOSUPPORT -> "EPROTONOSUPPORT";
            case EOPNOTSUPP -> "EOPNOTSUPP";
            case EADDRINUSE -> "EADDRINUSE";
            case EADDRNOTAVAIL -> "EADDRNOTAVAIL";
            case ENETDOWN -> "ENETDOWN";
            case ECANCELED -> "ECANCELED";
            default -> "errno " + errno;
        };
    }

    /// What the C library would say.
    public static String words(int errno) {
        return switch (errno) {
            case EPERM -> "operation not permitted";
            case ENOENT -> "no such file or directory";
            case ESRCH -> "no such process";
            case 5 -> "input/output error";
            case 7 -> "argument list too long";
            case ENOEXEC -> "exec format error";
            case 11 -> "resource temporarily unavailable";
            case 12 -> "cannot allocate memory";
            case EACCES -> "permission denied";
            case EBUSY -> "device or resource busy";
            case 15 -> "block device required";
            case EEXIST -> "file exists";
            case EFAULT -> "bad address";
            case ENODEV -> "no such device";
            case ENOTDIR -> "not a directory";
            case EISDIR -> "is a directory";
            case EINVAL -> "invalid argument";
            case 23, 24 -> "too many open files";
            case 26 -> "text file busy";
            case ENOSPC -> "no space left on device";
            case EROFS -> "read-only file system";
            case 36 -> "file name too long";
            case 38 -> "function not implemented";
            case ELOOP -> "too many levels of symbolic links";
            case EPROTONOSUPPORT -> "protocol not supported";
            case EOPNOTSUPP -> "operation not supported";
            case EADDRINUSE -> "address already in use";
            case EADDRNOTAVAIL -> "no address of this host";
            case ENETDOWN -> "network is down";
            case 101 -> "network is unreachable";
            case 105 -> "no buffer space available";
            case 111 -> "connection refused";
            case 122 -> "disk quota exceeded";
            case ECANCELED -> "ECANCELED";
            default -> "errno " + errno;
        };
    }
}
