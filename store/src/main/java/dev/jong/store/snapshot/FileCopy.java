package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.NamedMode;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.util.Arrays;

/// Copies single files with everything that a container can see of them: content, owner, mode, extended
/// attributes and time. Content is shared with the original where the file system can, else copied inside the
/// kernel, else by reading and writing. Not safe for two threads.
final class FileCopy {
    private static final long SOURCE =
            OpenFlag.READ_ONLY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;
    private static final long TARGET =
            OpenFlag.READ_WRITE
                    | OpenFlag.CREATE
                    | OpenFlag.EXCLUSIVE
                    | OpenFlag.NO_FOLLOW
                    | OpenFlag.CLOSE_ON_EXEC;
    private static final long MOST_AT_ONCE = 1L << 30;

    private final Syscalls kernel;
    private final OwnerMap owners;
    private final int uid;
    private final int gid;
    private final byte[] buffer = new byte[128 * 1024];

    FileCopy(Syscalls kernel, OwnerMap owners) {
        this.kernel = kernel;
        this.owners = owners;
        this.uid = kernel.geteuid();
        this.gid = kernel.getegid();
    }

    /// Copies anything but a directory.
    ///
    /// @param status of the original
    void copy(int from, int to, String name, FileStatus status) {
        switch (status.type()) {
            case FileStatus.REGULAR -> regular(from, to, name, status);
            case FileStatus.SYMLINK -> link(from, to, name, status);
            default -> node(to, name, status);
        }
    }

    /// Gives an open file or directory the look of the original.
    void finish(int original, int copy, String name, FileStatus status) {
        if (needsOwner(status)) {
            int failed = kernel.fchown(copy, owners.uid(status.uid()), owners.gid(status.gid()));
            check(failed, name);
        }
        check(kernel.fchmod(copy, status.permissions()), name);
        copyAttributes(original, copy, name);
        check(kernel.futimens(copy, status.seconds(), status.nanoseconds()), name);
    }

    private void regular(int from, int to, String name, FileStatus status) {
        try (Descriptor original = open(from, name, SOURCE, 0);
                Descriptor copy = open(to, name, TARGET, 0600)) {
            if (kernel.ioctl(copy.number(), Syscalls.FICLONE, original.number()) < 0) {
                copyContent(original.number(), copy.number(), name);
            }
            finish(original.number(), copy.number(), name, status);
        }
    }

    private void copyContent(int from, int to, String name) {
        long count;
        do {
            count = kernel.copyFileRange(from, to, MOST_AT_ONCE);
        } while (count > 0);
        // Both descriptors stand behind what was copied, so reading and writing goes on from there.
        if (count < 0) {
            int got;
            while ((got = kernel.read(from, buffer, 0, buffer.length)) > 0) {
                check(kernel.write(to, buffer, 0, got), name);
            }
            check(got, name);
        }
    }

    private void link(int from, int to, String name, FileStatus status) {
        int length = kernel.readlinkat(from, name, buffer);
        check(length, name);
        check(kernel.symlinkat(Text.of(Arrays.copyOf(buffer, length)), to, name), name);
        finishName(to, name, status);
    }

    private void node(int to, String name, FileStatus status) {
        int mode = status.type() | status.permissions();
        check(kernel.mknodat(to, name, mode, status.major(), status.minor()), name);
        finishName(to, name, status);
        check(NamedMode.change(kernel, to, name, status.permissions()), name);
    }

    private void finishName(int to, String name, FileStatus status) {
        if (needsOwner(status)) {
            check(
                    kernel.fchownat(
                            to,
                            name,
                            owners.uid(status.uid()),
                            owners.gid(status.gid()),
                            Syscalls.AT_SYMLINK_NOFOLLOW),
                    name);
        }
        int failed =
                kernel.utimensat(
                        to,
                        name,
                        status.seconds(),
                        status.nanoseconds(),
                        Syscalls.AT_SYMLINK_NOFOLLOW);
        check(failed, name);
    }

    private boolean needsOwner(FileStatus status) {
        return owners.uid(status.uid()) != uid || owners.gid(status.gid()) != gid;
    }

    /// Layers hold only attributes that were allowed when they were unpacked; those that steer overlay mounts
    /// mean nothing in a copy.
    private void copyAttributes(int from, int to, String name) {
        int length = kernel.flistxattr(from, buffer);
        if (length <= 0) {
            return;
        }
        String all = Text.of(Arrays.copyOf(buffer, length));
        for (int at = 0; at < all.length(); at = all.indexOf('\0', at) + 1) {
            String attribute = all.substring(at, all.indexOf('\0', at));
            if (attribute.equals("security.capability")
                    || attribute.startsWith("user.") && !attribute.startsWith("user.overlay.")) {
                int size = kernel.fgetxattr(from, attribute, buffer);
                check(size, name);
                check(kernel.fsetxattr(to, attribute, Arrays.copyOf(buffer, size)), name);
            }
        }
    }

    private Descriptor open(int directory, String name, long flags, int mode) {
        int number = kernel.openat2(directory, name, flags, mode, Syscalls.RESOLVE_BENEATH);
        check(number, name);
        return new Descriptor(kernel, number);
    }

    private static void check(int result, String name) {
        if (result < 0) {
            throw Errno.failure(result, "cannot copy \"" + Text.printable(name) + "\" of a layer");
        }
    }
}
