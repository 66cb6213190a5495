package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How many blobs are under way at the same time.
///
/// @param count at least 1; more than 1 only for sinks that any number of threads may use
record Lanes(int count) {
    /// Does all of the work, and comes back when nothing of it is under way any more.
    ///
    /// @throws JongException what the first part in order threw
    <T> List<T> all(List<Callable<T>> work) {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<T>> begun = new ArrayList<>();
            work.forEach(part -> begun.add(threads.submit(part)));
            List<T> out = new ArrayList<>();
            try {
                for (Future<T> part : begun) {
                    out.add(part.get());
                }
                return out;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                if (e.getCause() instanceof JongException cause) {
                    throw cause;
                }
                throw JongException.of(ErrorKind.INTERNAL, "copying a blob failed").causedBy(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw JongException.of(ErrorKind.CANCELLED, "interrupted while copying")
                        .causedBy(e);
            }
        }
    }
}
