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

    private final long[] words = new long[18];
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

    /// Reads a `struct statx` (linux/stat.h), the same on every processor: once, as a whole, because each access to memory
    /// outside of the heap costs as much as all the rest while the JVM is cold. Both processors put the lower half first.
    void fill(MemorySegment statx) {
        MemorySegment.copy(statx, ValueLayout.JAVA_LONG, 0, words, 0, words.length);
        links = (int) words[2];
        uid = (int) (words[2] >>> 32);
        gid = (int) words[3];
        mode = (int) (words[3] >>> 32) & 0xffff;
        inode = words[4];
        size = words[5];
        changedSeconds = words[12];
        changedNanoseconds = (int) words[13];
        seconds = words[14];
        nanoseconds = (int) words[15];
        major = (int) words[16];
        minor = (int) (words[16] >>> 32);
        device = words[17] << 32 | words[17] >>> 32;
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
