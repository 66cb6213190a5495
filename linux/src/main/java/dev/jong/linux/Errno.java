package dev.jong.linux;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// The kernel's error numbers that Jong tells apart, their names, and the kind of error each one is. The
/// numbers are those of the generic table that x86-64 and aarch64 share.
public final class Errno {
    /// Not permitted.
    public static final int EPERM = 1;

    /// No such file or directory.
    public static final int ENOENT = 2;

    /// No such process.
    public static final int ESRCH = 3;

    /// Interrupted by a signal.
    public static final int EINTR = 4;

    /// Bad file descriptor.
    public static final int EBADF = 9;

    /// Would block.
    public static final int EAGAIN = 11;

    /// Permission denied.
    public static final int EACCES = 13;

    /// Something is mounted there, or it is in use otherwise.
    public static final int EBUSY = 16;

    /// File exists.
    public static final int EEXIST = 17;

    /// Crosses file systems.
    public static final int EXDEV = 18;

    /// Not a directory.
    public static final int ENOTDIR = 20;

    /// Is a directory.
    public static final int EISDIR = 21;

    /// Invalid argument.
    public static final int EINVAL = 22;

    /// Too many open files in this process.
    public static final int EMFILE = 24;

    /// Not a request that this file understands.
    public static final int ENOTTY = 25;

    /// No space left.
    public static final int ENOSPC = 28;

    /// Read-only file system.
    public static final int EROFS = 30;

    /// Too many hard links to one file.
    public static final int EMLINK = 31;

    /// Buffer too small.
    public static final int ERANGE = 34;

    /// Name too long.
    public static final int ENAMETOOLONG = 36;

    /// The kernel has no such call.
    public static final int ENOSYS = 38;

    /// Directory not empty.
    public static final int ENOTEMPTY = 39;

    /// Too many symbolic links, or a link where none may be.
    public static final int ELOOP = 40;

    /// No such extended attribute.
    public static final int ENODATA = 61;

    /// The file system does not do this.
    public static final int EOPNOTSUPP = 95;

    /// Disk quota used up.
    public static final int EDQUOT = 122;

    private Errno() {}

    /// The symbol of an error number, such as `ENOENT`; `errno 77` for one without a name here.
    public static String name(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM";
            case ENOENT -> "ENOENT";
            case ESRCH -> "ESRCH";
            case EINTR -> "EINTR";
            case EBADF -> "EBADF";
            case EAGAIN -> "EAGAIN";
            case EACCES -> "EACCES";
            case EBUSY -> "EBUSY";
            case EEXIST -> "EEXIST";
            case EXDEV -> "EXDEV";
            case ENOTDIR -> "ENOTDIR";
            case EISDIR -> "EISDIR";
            case EINVAL -> "EINVAL";
            case EMFILE -> "EMFILE";
            case ENOTTY -> "ENOTTY";
            case ENOSPC -> "ENOSPC";
            case EROFS -> "EROFS";
            case EMLINK -> "EMLINK";
            case ERANGE -> "ERANGE";
            case ENAMETOOLONG -> "ENAMETOOLONG";
            case ENOSYS -> "ENOSYS";
            case ENOTEMPTY -> "ENOTEMPTY";
            case ELOOP -> "ELOOP";
            case ENODATA -> "ENODATA";
            case EOPNOTSUPP -> "EOPNOTSUPP";
            case EDQUOT -> "EDQUOT";
            default -> "errno " + errno;
        };
    }

    /// The kind of error that a user should see for this number.
    public static ErrorKind kind(int errno) {
        return switch (errno) {
            case EPERM, EACCES, EROFS -> ErrorKind.PERMISSION_DENIED;
            case ENOENT, ESRCH, ENODATA -> ErrorKind.NOT_FOUND;
            case EEXIST, ENOTEMPTY, EBUSY -> ErrorKind.CONFLICT;
            case ENOSPC, EDQUOT, EMFILE, EMLINK -> ErrorKind.EXHAUSTED;
            case ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP, EXDEV, EINVAL -> ErrorKind.INVALID_ARGUMENT;
            case ENOSYS, EOPNOTSUPP -> ErrorKind.PRECONDITION;
            default -> ErrorKind.INTERNAL;
        };
    }

    /// The exception for a failed call.
    ///
    /// @param negative what the call returned: the error number, negated
    /// @param tried what was tried and on what, such as `cannot create directory "a/b"`
    public static JongException failure(long negative, String tried) {
        int errno = (int) -negative;
        return JongException.of(kind(errno), tried + ": " + name(errno));
    }
}
