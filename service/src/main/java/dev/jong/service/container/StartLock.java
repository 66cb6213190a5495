package dev.jong.service.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Held from the look at a container's state until its program runs or has ended, so that two commands never launch
/// it at the same time: what the second one undoes when it fails would be the first one's cgroup and pid record. Works
/// between threads, engines and processes, and ends with its holder.
final class StartLock implements AutoCloseable {
    /// Stands for a lock that somebody else has.
    static final StartLock NONE = new StartLock(Optional.empty());

    private final Optional<FileChannel> file;

    private StartLock(Optional<FileChannel> file) {
        this.file = file;
    }

    /// @return empty when somebody else has it
    static Optional<StartLock> take(ContainerFolder folder, String name) {
        Path path = folder.folder().resolve("start.lock");
        try {
            FileChannel file =
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(file)) {
                file.close();
                return Optional.empty();
            }
            return Optional.of(new StartLock(Optional.of(file)));
        } catch (IOException e) {
            throw StoreFailure.of("lock container " + name, folder.folder(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTaken(FileChannel file) throws IOException {
        try {
            return file.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
