package dev.jong.build.cache;

import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/// The builds that use a store's cache now: each holds a lock of a file in `build/running` whose time is when it began.
/// What was used since the first of them began is not removed.
final class RunningBuilds {
    private final Path store;
    private final Path directory;
    private final Syscalls kernel;

    /// @param store the store's directory
    RunningBuilds(Path store, Syscalls kernel) {
        this.store = store;
        this.directory = store.resolve("build/running");
        this.kernel = kernel;
    }

    /// A build.
    record Running(Path file, KernelLock lock) implements AutoCloseable {
        @Override
        public void close() {
            try (lock) {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw DiskFailure.of(e, "end the use of the build cache", file);
            }
        }
    }

    /// Begins one, and removes what killed ones left.
    Running begin(Instant now) {
        try {
            BuildDirectory.make(store, "running");
            first();
            while (true) {
                String name = ProcessHandle.current().pid() + "-" + System.nanoTime();
                Path file = directory.resolve(name);
                KernelLock lock = KernelLock.take(kernel, file);
                // Whoever looks for dead ones may have removed the file before it was locked.
                if (lock.isOf(kernel, file)) {
                    Files.setLastModifiedTime(file, FileTime.from(now));
                    return new Running(file, lock);
                }
                lock.close();
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "begin to use the build cache", directory);
        }
    }

    /// When the first of those began that are running; [Instant#MAX] when none is. Removes what killed ones left.
    Instant first() {
        Instant first = Instant.MAX;
        if (!Files.isDirectory(directory)) {
            return first;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Optional<KernelLock> dead = KernelLock.tryTake(kernel, file);
                if (dead.isPresent()) {
                    try (KernelLock _ = dead.get()) {
                        Files.deleteIfExists(file);
                    }
                } else {
                    Instant began = began(file);
                    first = began.isBefore(first) ? began : first;
                }
            }
            return first;
        } catch (IOException e) {
            throw DiskFailure.of(e, "look for builds", directory);
        }
    }

    private static Instant began(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException ended) {
            return Instant.MAX;
        }
    }
}
