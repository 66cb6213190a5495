package dev.jong.linux;

/// Flags of open calls. Some numbers differ between x86-64 and aarch64, so they are chosen once here.
public final class OpenFlag {
    /// Opens for reading.
    public static final long READ_ONLY = 0;

    /// Opens for writing.
    public static final long WRITE_ONLY = 1;

    /// Opens for both.
    public static final long READ_WRITE = 2;

    /// Creates a missing file.
    public static final long CREATE = 0x40;

    /// With CREATE: fails when the name exists, a dangling symbolic link included.
    public static final long EXCLUSIVE = 0x80;

    /// Empties the file.
    public static final long TRUNCATE = 0x200;

    /// Does not wait: keeps an open of a FIFO from hanging.
    public static final long NON_BLOCKING = 0x800;

    /// Fails when the name is not a directory.
    public static final long DIRECTORY = Arch.X86_64 ? 0x10000 : 0x4000;

    /// Fails (or with PATH: stays) on a symbolic link as the last component.
    public static final long NO_FOLLOW = Arch.X86_64 ? 0x20000 : 0x8000;

    /// Closes in programs that this process starts.
    public static final long CLOSE_ON_EXEC = 0x80000;

    /// Makes a file that must not be there yet, to write it: not through a link, and not for programs.
    public static final long NEW_FILE = WRITE_ONLY | CREATE | EXCLUSIVE | NO_FOLLOW | CLOSE_ON_EXEC;

    /// A descriptor that only names the file, without opening it.
    public static final long PATH = 0x200000;

    /// Makes a file without a name in the directory that is opened (O_TMPFILE). With READ_WRITE or WRITE_ONLY.
    public static final long UNNAMED = 0x400000 | DIRECTORY;

    private OpenFlag() {}
}
