package dev.jong.store.lease;

import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// One writer at a time, across the threads of this engine and across engines. Held for a few file operations,
/// never while data moves. The lock file stays; a killed holder's lock ends with its process.
public final class WriterLock {
    // The kernel's lock belongs to the process, so threads need one of their own around it. The
    // file is opened
    // only here: closing any other descriptor of it would drop the lock.
    private final ReentrantLock threadLock = new ReentrantLock();
    private final Path file;

    /// @param file the lock file; made when it is missing
    public WriterLock(Path file) {
        this.file = file;
    }

    /// Waits for the lock. The same thread may not take it twice.
    ///
    /// @throws dev.jong.base.JongException when the store can't be written to
    public Hold acquire() {
        threadLock.lock();
        try {
            FileChannel channel = lock();
            return new Once(() -> release(channel));
        } catch (IOException e) {
            threadLock.unlock();
            throw DiskFailure.of(e, "lock the store", file);
        }
    }

    private FileChannel lock() throws IOException {
        FileChannel channel = open(file);
        try {
            channel.lock();
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw DiskFailure.of(e, "unlock the store", file);
        } finally {
            threadLock.unlock();
        }
    }
}
