package dev.jong.build.files;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Computes the digests of many files on a few threads.
final class HashFiles {
    private static final int THREADS = 4;

    /// A thread is worth it from so many files on, and takes so many at once.
    private static final int SHARE = 64;

    private static final Digest NOTHING = Digest.of(new byte[0]);

    private HashFiles() {}

    /// The digests in the order of the files; that of nothing for what is no regular file.
    static List<Digest> hash(FileTree tree, List<Selected> items) {
        Digest[] out = new Digest[items.size()];
        int threads = Math.min(THREADS, Runtime.getRuntime().availableProcessors());
        threads = Math.min(threads, items.size() / SHARE);
        AtomicInteger next = new AtomicInteger();
        if (threads < 2) {
            work(tree, items, next, out);
            return Arrays.asList(out);
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> work(tree, items, next, out));
            }
            for (Future<Boolean> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "interrupted while files are read")
                    .causedBy(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
        return Arrays.asList(out);
    }

    private static boolean work(
            FileTree tree, List<Selected> items, AtomicInteger next, Digest[] out) {
        int from = next.getAndAdd(SHARE);
        while (from < items.size() && !Thread.currentThread().isInterrupted()) {
            int to = Math.min(from + SHARE, items.size());
            for (int i = from; i < to; i++) {
                FileEntry entry = items.get(i).entry();
                boolean regular = entry.kind() == FileEntry.Kind.REGULAR;
                out[i] = regular ? tree.digest(entry) : NOTHING;
            }
            from = next.getAndAdd(SHARE);
        }
        return true;
    }
}
