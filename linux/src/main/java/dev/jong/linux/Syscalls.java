package dev.jong.linux;

/// The system calls that Jong makes, as the kernel defines them. Everything that touches files of images and
/// containers goes through this seam, so that a test can put a failing kernel in its place.
///
/// Vocabulary: a *name* is a byte string (chars 0 to 255, see [dev.jong.base.Text]) of at most 4,095 bytes
/// without a NUL; a *descriptor* is an open file's number, or [#AT_FDCWD]. Every call returns what the kernel
/// returns: zero or more on success, the negated error number (`-Errno.ENOENT`) on failure. Nothing throws;
/// EINTR is returned, not retried, except by [#read] and [#write]. Sizes are bytes.
///
/// Implementations are safe for use by many threads at once.
public interface Syscalls {
    /// The directory that relative names start from when no other is given.
    int AT_FDCWD = -100;

    /// Acts on a symbolic link itself.
    int AT_SYMLINK_NOFOLLOW = 0x100;

    /// Removes a directory instead of a file.
    int AT_REMOVEDIR = 0x200;

    /// Acts on the descriptor itself when the name is empty.
    int AT_EMPTY_PATH = 0x1000;

    /// Does not cross mounts.
    long RESOLVE_NO_XDEV = 0x01;

    /// Does not follow magic links such as `/proc/self/fd/3`.
    long RESOLVE_NO_MAGICLINKS = 0x02;

    /// Does not follow any symbolic link.
    long RESOLVE_NO_SYMLINKS = 0x04;

    /// Refuses to leave the starting directory.
    long RESOLVE_BENEATH = 0x08;

    /// Neither leaves the starting directory nor follows a link: what can change meanwhile leads nowhere else.
    long RESOLVE_INSIDE = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;

    /// Takes the starting directory as the root.
    long RESOLVE_IN_ROOT = 0x10;

    /// Fails when the new name exists.
    int RENAME_NOREPLACE = 1;

    /// Exchanges two names.
    int RENAME_EXCHANGE = 2;

    /// Waits for, and takes, a lock that others may share.
    int LOCK_SH = 1;

    /// Waits for, and takes, an exclusive lock.
    int LOCK_EX = 2;

    /// Fails instead of waiting for a lock.
    int LOCK_NB = 4;

    /// Makes a file share the blocks of another one (argument: that file's descriptor).
    long FICLONE = 0x40049409L;

    /// Opens a name; see [OpenFlag] for the flags and the RESOLVE constants for `resolve`. `mode` must be 0
    /// unless the flags create. Returns a descriptor.
    int openat2(int directory, String name, long flags, int mode, long resolve);

    /// Closes a descriptor.
    int close(int descriptor);

    /// Creates a directory; the process's umask applies.
    int mkdirat(int directory, String name, int mode);

    /// Creates a device, FIFO, socket or empty file; the type is part of `mode`.
    int mknodat(int directory, String name, int mode, int major, int minor);

    /// Creates a symbolic link that holds `target`, any bytes.
    int symlinkat(String target, int directory, String name);

    /// Creates a second name for a file; a symbolic link is linked itself.
    int linkat(int oldDirectory, String oldName, int newDirectory, String newName);

    /// Gives an open file that has no name ([OpenFlag#UNNAMED]) its first one.
    int linkDescriptor(int descriptor, int newDirectory, String newName);

    /// Removes a name; [#AT_REMOVEDIR] for directories.
    int unlinkat(int directory, String name, int flags);

    /// Renames; see the RENAME constants.
    int renameat2(int oldDirectory, String oldName, int newDirectory, String newName, int flags);

    /// Changes owner and group; clears setuid bits and capabilities of a file.
    int fchownat(int directory, String name, int uid, int gid, int flags);

    /// Changes owner and group of an open file.
    int fchown(int descriptor, int uid, int gid);

    /// Changes the mode of an open file (not one opened with [OpenFlag#PATH]).
    int fchmod(int descriptor, int mode);

    /// Changes the mode of a name, **following symbolic links**: only for `/proc/self/fd/N`.
    int fchmodat(int directory, String name, int mode);

    /// Sets access and change time of a name, in seconds since 1970 and nanoseconds 0 to 999,999,999.
    int utimensat(int directory, String name, long seconds, int nanoseconds, int flags);

    /// The same for an open file.
    int futimens(int descriptor, long seconds, int nanoseconds);

    /// Reads up to `length` bytes; 0 at the end of the file.
    int read(int descriptor, byte[] buffer, int offset, int length);

    /// Writes all `length` bytes unless an error stops it; returns `length`.
    int write(int descriptor, byte[] buffer, int offset, int length);

    /// Fills `status` with what is known about a name; an empty name with [#AT_EMPTY_PATH] means the descriptor.
    int statx(int directory, String name, int flags, FileStatus status);

    /// Reads a symbolic link's target into `buffer`; returns its length, cut at the buffer's length.
    int readlinkat(int directory, String name, byte[] buffer);

    /// Reads directory records (`struct linux_dirent64`) into `buffer`; 0 at the end.
    int getdents64(int descriptor, byte[] buffer);

    /// Sets an extended attribute of an open file.
    int fsetxattr(int descriptor, String name, byte[] value);

    /// Reads an extended attribute of an open file; returns its length, ERANGE when the buffer is too small.
    int fgetxattr(int descriptor, String name, byte[] buffer);

    /// Lists the names of the extended attributes, each ended by NUL; ERANGE when the buffer is too small.
    int flistxattr(int descriptor, byte[] buffer);

    /// Removes an extended attribute of an open file.
    int fremovexattr(int descriptor, String name);

    /// Writes everything of the descriptor's file system to disk.
    int syncfs(int descriptor);

    /// Writes one file to disk.
    int fsync(int descriptor);

    /// Takes or releases an advisory lock that belongs to the open file, not to the process; see LOCK_EX.
    int flock(int descriptor, int operation);

    /// A device request with an integer argument.
    int ioctl(int descriptor, long request, long argument);

    /// Copies up to `length` bytes between files at their offsets, inside the kernel; returns the count.
    long copyFileRange(int from, int to, long length);

    /// Opens a descriptor that refers to a process for ever.
    int pidfdOpen(int pid, int flags);

    /// Sends a signal through such a descriptor.
    int pidfdSendSignal(int pidfd, int signal);

    /// The user id whose rights this process acts with.
    int geteuid();

    /// The group id whose rights this process acts with.
    int getegid();

    /// Lets this thread make files for somebody else, with all the rights that it has: setfsuid(2), setfsgid(2). With the
    /// process's own ids all is as it was. In file systems of another user namespace nobody makes files whose id that one
    /// lacks.
    int makeFilesAs(int uid, int gid);
}
