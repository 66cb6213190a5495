package dev.jong.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What the kernel knows about a file, filled by [Syscalls#statx] and reused from call to call: a record per
/// file would be garbage on the way of every unpack and copy. Not safe for use by two threads.
public final class FileStatus {
    /// The bits of a mode that tell the type.
    public static final int TYPE_MASK = 0170000;

    /// Regular file.
    public static final int REGULAR = 0100000;

    /// Directory.
    public static final int DIRECTORY = 0040000;

    /// Symbolic link.
    public static final int SYMLINK = 0120000;

    /// Character device.
    public static final int CHARACTER_DEVICE = 0020000;

    /// Block device.
    public static final int BLOCK_DEVICE = 0060000;

    /// FIFO.
    public static final int FIFO = 0010000;

    /// Socket.
    public static final int SOCKET = 0140000;

    private int mode;
    private int links;
    private int uid;
    private int gid;
    private long inode;
    private long size;
    private long seconds;
    private int nanoseconds;
    private long changedSeconds;
    private int changedNanoseconds;
    private int major;
    private int minor;
    private long device;

    /// An empty status, to be filled.
    public FileStatus() {}

    /// Reads a `struct statx` (linux/stat.h), the same on every processor.
    void fill(MemorySegment statx) {
        links = statx.get(ValueLayout.JAVA_INT, 16);
        uid = statx.get(ValueLayout.JAVA_INT, 20);
        gid = statx.get(ValueLayout.JAVA_INT, 24);
        mode = statx.get(ValueLayout.JAVA_SHORT, 28) & 0xffff;
        inode = statx.get(ValueLayout.JAVA_LONG, 32);
        size = statx.get(ValueLayout.JAVA_LONG, 40);
        changedSeconds = statx.get(ValueLayout.JAVA_LONG, 96);
        changedNanoseconds = statx.get(ValueLayout.JAVA_INT, 104);
        seconds = statx.get(ValueLayout.JAVA_LONG, 112);
        nanoseconds = statx.get(ValueLayout.JAVA_INT, 120);
        major = statx.get(ValueLayout.JAVA_INT, 128);
        minor = statx.get(ValueLayout.JAVA_INT, 132);
        device =
                (long) statx.get(ValueLayout.JAVA_INT, 136) << 32
                        | statx.get(ValueLayout.JAVA_INT, 140);
    }

    /// The type, one of the constants of this class.
    public int type() {
        return mode & TYPE_MASK;
    }

    /// The permission, setuid, setgid and sticky bits.
    public int permissions() {
        return mode & 07777;
    }

    /// How many names the file has.
    public int links() {
        return links;
    }

    /// The owner.
    public int uid() {
        return uid;
    }

    /// The group.
    public int gid() {
        return gid;
    }

    /// The inode number, unique within [#device].
    public long inode() {
        return inode;
    }

    /// The file system that holds the file.
    public long device() {
        return device;
    }

    /// The length in bytes.
    public long size() {
        return size;
    }

    /// The time of the last change of the content, seconds since 1970.
    public long seconds() {
        return seconds;
    }

    /// The nanoseconds of that time.
    public int nanoseconds() {
        return nanoseconds;
    }

    /// The time of the last change of anything about the file, seconds since 1970. Nobody can set it back.
    public long changedSeconds() {
        return changedSeconds;
    }

    /// The nanoseconds of that time.
    public int changedNanoseconds() {
        return changedNanoseconds;
    }

    /// The major number of a device node.
    public int major() {
        return major;
    }

    /// The minor number of a device node.
    public int minor() {
        return minor;
    }

    /// True for a character device 0/0, which is how an overlay file system says "removed".
    public boolean isWhiteout() {
        return type() == CHARACTER_DEVICE && major == 0 && minor == 0;
    }
}
