package dev.jong.base;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Writes many files at the same time. A class of its own, as few commands need the threads that it loads.
final class ManyFiles {
    private static final int THREADS = 8;

    private ManyFiles() {}

    /// Writes and syncs each, not the directory.
    ///
    /// @throws IOException of one that failed; others are written all the same
    static void write(List<AtomicFile.Content> files) throws IOException {
        List<Future<AtomicFile.Content>> writing = new ArrayList<>();
        // Closing it waits for what has been started.
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (AtomicFile.Content file : files) {
                writing.add(
                        threads.submit(() -> {
                            AtomicFile.replace(file.file(), file.bytes(), true);
                            return file;
                        }));
            }
            for (Future<AtomicFile.Content> each : writing) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
