package dev.jong.build.solver;

import dev.jong.base.JongException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The threads of a build: one for each stage. When one fails the others are interrupted; closing waits for all.
/// Platform threads, since most of what they do is calls into the kernel, which would pin a virtual one.
final class Threads implements AutoCloseable {
    private final Object threadsLock = new Object();
    private final List<Thread> threads = new ArrayList<>();
    private boolean ended;
    private @Nullable RuntimeException first;

    /// Has work done in a thread of its own.
    <T> FutureTask<T> begin(String name, Callable<T> work) {
        FutureTask<T> task =
                new FutureTask<>(() -> {
                    try {
                        return work.call();
                    } catch (RuntimeException e) {
                        fail(e);
                        throw e;
                    }
                });
        synchronized (threadsLock) {
            if (ended) {
                // One that was begun before may have failed by now.
                throw first != null ? first : Solver.cancelled();
            }
            threads.add(Thread.ofPlatform().name(name).start(task));
        }
        return task;
    }

    /// Waits for a result.
    <T> T await(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            JongException cancelled = Solver.cancelled();
            fail(cancelled);
            Thread.currentThread().interrupt();
            throw cancelled;
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    /// What failed first: others were only interrupted because of that.
    private RuntimeException cause(ExecutionException e) {
        synchronized (threadsLock) {
            return first != null ? first : new IllegalStateException(e.getCause());
        }
    }

    private void fail(RuntimeException why) {
        synchronized (threadsLock) {
            ended = true;
            if (first == null) {
                first = why;
            }
            threads.forEach(Thread::interrupt);
        }
    }

    @Override
    public void close() {
        boolean interrupted = false;
        List<Thread> all;
        synchronized (threadsLock) {
            ended = true;
            all = List.copyOf(threads);
        }
        for (Thread thread : all) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    fail(Solver.cancelled());
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
