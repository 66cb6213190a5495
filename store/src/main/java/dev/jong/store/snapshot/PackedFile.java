package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads files that are packed, with what belongs to them. A name is first opened as a name only: whatever it leads to
/// by then, a device or FIFO is never opened, and what is read is what was looked at.
final class PackedFile {
    private static final long NAME = OpenFlag.PATH | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;
    private static final long RESOLVE = Syscalls.RESOLVE_INSIDE;

    private final Syscalls kernel;
    private final byte[] buffer = new byte[64 << 10];

    PackedFile(Syscalls kernel) {
        this.kernel = kernel;
    }

    /// A file's bytes, open.
    record Content(Syscalls kernel, Descriptor file, long size) implements AutoCloseable {
        int number() {
            return file.number();
        }

        /// So many bytes as the file had when it was opened; zeros where it is shorter by now.
        InputStream stream() {
            return new Reading(kernel, file.number());
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /// Opens a regular file.
    ///
    /// @param status of the name; then of the file that was opened
    /// @return null when the name is gone, or leads to something else by now
    @Nullable Content open(int directory, String name, String path, FileStatus status) {
        int number = kernel.openat2(directory, name, NAME, 0, RESOLVE);
        if (number == -Errno.ENOENT || number == -Errno.ELOOP) {
            return null;
        }
        check(number, path);
        try (Descriptor named = new Descriptor(kernel, number)) {
            check(kernel.statx(number, "", Syscalls.AT_EMPTY_PATH, status), path);
            if (status.type() != FileStatus.REGULAR) {
                return null;
            }
            String itself = "/proc/self/fd/" + named.number();
            int file = kernel.openat2(Syscalls.AT_FDCWD, itself, OpenFlag.CLOSE_ON_EXEC, 0, 0);
            check(file, path);
            return new Content(kernel, new Descriptor(kernel, file), status.size());
        }
    }

    /// The attributes that a layer can have; those that steer overlay mounts mean nothing in an archive.
    Map<String, byte[]> attributes(int file, String path) {
        int length = kernel.flistxattr(file, buffer);
        if (length == 0 || length == -Errno.EOPNOTSUPP) {
            return Map.of();
        }
        check(length, path);
        Map<String, byte[]> found = new TreeMap<>();
        String all = Text.of(Arrays.copyOf(buffer, length));
        for (int at = 0; at < all.length(); at = all.indexOf('\0', at) + 1) {
            String name = all.substring(at, all.indexOf('\0', at));
            if (name.equals("security.capability")
                    || name.startsWith("user.") && !name.startsWith("user.overlay.")) {
                int size = kernel.fgetxattr(file, name, buffer);
                if (size >= 0) {
                    found.put(name, Arrays.copyOf(buffer, size));
                }
            }
        }
        return found;
    }

    /// A member without content.
    static TarEntry entry(String path, EntryType type, FileStatus status) {
        return entry(path, type, status, OwnerMap.SAME);
    }

    /// The same for a member that belongs to somebody else.
    static TarEntry entry(String path, EntryType type, FileStatus status, OwnerMap owners) {
        return TarEntry.of(path, type)
                .withMode(status.permissions())
                .withOwner(
                        Integer.toUnsignedLong(owners.uid(status.uid())),
                        Integer.toUnsignedLong(owners.gid(status.gid())))
                .withModified(Instant.ofEpochSecond(status.seconds(), status.nanoseconds()));
    }

    private static void check(int result, String path) {
        if (result < 0) {
            throw Errno.failure(result, "cannot pack \"" + Text.printable(path) + "\"");
        }
    }

    private static final class Reading extends InputStream {
        private final Syscalls kernel;
        private final int file;
        private boolean ended;

        Reading(Syscalls kernel, int file) {
            this.kernel = kernel;
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            read(one, 0, 1);
            return one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = ended ? 0 : kernel.read(file, bytes, offset, length);
            if (count < 0) {
                throw new IOException(Errno.failure(count, "cannot read a file to pack").text());
            }
            if (count > 0) {
                return count;
            }
            ended = true;
            Arrays.fill(bytes, offset, offset + length, (byte) 0);
            return length;
        }
    }
}
