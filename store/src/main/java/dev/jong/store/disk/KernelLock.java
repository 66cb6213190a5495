package dev.jong.store.disk;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.nio.file.Path;
import java.util.Optional;

/// A lock on a file that ends with the process that holds it. Made by flock, which belongs to the open file:
/// the JDK's locks belong to the process, and any other use of the file in the same process drops them.
public final class KernelLock implements AutoCloseable {
    private static final long FLAGS =
            OpenFlag.READ_WRITE | OpenFlag.CREATE | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;

    private final Descriptor file;

    private KernelLock(Descriptor file) {
        this.file = file;
    }

    /// Waits for the lock; makes the file when it is missing.
    public static KernelLock take(Syscalls kernel, Path file) {
        Descriptor open = open(kernel, file);
        int failed = -Errno.EINTR;
        while (failed == -Errno.EINTR) {
            failed = kernel.flock(open.number(), Syscalls.LOCK_EX);
        }
        if (failed < 0) {
            open.close();
            throw Errno.failure(failed, "cannot lock " + Text.printable(Text.of(file)));
        }
        return new KernelLock(open);
    }

    /// Takes the lock if nobody has it.
    public static Optional<KernelLock> tryTake(Syscalls kernel, Path file) {
        return tryTake(kernel, file, Syscalls.LOCK_EX);
    }

    /// Takes the lock together with others who share it, if nobody has it alone.
    public static Optional<KernelLock> tryShare(Syscalls kernel, Path file) {
        return tryTake(kernel, file, Syscalls.LOCK_SH);
    }

    private static Optional<KernelLock> tryTake(Syscalls kernel, Path file, int operation) {
        Descriptor open = open(kernel, file);
        if (kernel.flock(open.number(), operation | Syscalls.LOCK_NB) < 0) {
            open.close();
            return Optional.empty();
        }
        return Optional.of(new KernelLock(open));
    }

    /// Whether the lock is on the file that has this name now. Where others may rename or remove a locked file, whoever
    /// waited for it may have got the lock of one that is elsewhere.
    public boolean isOf(Syscalls kernel, Path name) {
        FileStatus held = new FileStatus();
        FileStatus named = new FileStatus();
        return kernel.statx(file.number(), "", Syscalls.AT_EMPTY_PATH, held) >= 0
                && kernel.statx(
                                Syscalls.AT_FDCWD,
                                Text.of(name),
                                Syscalls.AT_SYMLINK_NOFOLLOW,
                                named)
                        >= 0
                && held.inode() == named.inode()
                && held.device() == named.device();
    }

    private static Descriptor open(Syscalls kernel, Path file) {
        int number = kernel.openat2(Syscalls.AT_FDCWD, Text.of(file), FLAGS, 0600, 0);
        if (number == -Errno.ENOSPC) {
            throw DiskFailure.noRoom("make a file to lock", file);
        }
        if (number < 0) {
            throw Errno.failure(number, "cannot open " + Text.printable(Text.of(file)));
        }
        return new Descriptor(kernel, number);
    }

    @Override
    public void close() {
        file.close();
    }
}
