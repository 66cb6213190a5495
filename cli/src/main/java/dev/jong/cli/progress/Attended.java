package dev.jong.cli.progress;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.Front;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Work that takes long, with somebody waiting for it: it goes on in a thread of its own, while this one shows how far
/// it is. When the front goes away the work is interrupted: nobody wants it any more, and what it has fetched is kept
/// for the next time.
public final class Attended {
    private static final long TICK_MILLIS = 100;

    private Attended() {}

    /// Does the work.
    ///
    /// @param tick shows what there is to show; called ten times a second and once at the end
    /// @throws JongException what the work threw
    public static <T> T run(Supplier<T> work, Runnable tick, Front front) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = Thread.ofPlatform().name("work").start(task);
        try {
            while (!isDone(task)) {
                tick.run();
                // Tells whether the front is still there, also when there is nothing to show.
                front.out(new byte[0], 0, 0);
            }
            tick.run();
            return task.get();
        } catch (ExecutionException e) {
            tick.run();
            throw failure(e);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "interrupted").causedBy(e);
        } catch (RuntimeException gone) {
            thread.interrupt();
            join(thread);
            throw gone;
        }
    }

    private static boolean isDone(FutureTask<?> task)
            throws InterruptedException, ExecutionException {
        try {
            task.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException cause -> cause;
            case Error cause -> throw cause;
            case null, default ->
                    JongException.of(ErrorKind.INTERNAL, "the work failed").causedBy(e);
        };
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
