package dev.jong.build.solver;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Digest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/// Does steps: what the cache knows not at all, what two stages need at the same time once.
final class StepRunner {
    private final StepCache cache;
    private final BuildProgress progress;
    private final Runnable beforeWork;
    private final Semaphore turns;
    private final Map<Digest, FutureTask<Optional<TreeLayer>>> begun = new ConcurrentHashMap<>();

    /// @param jobs steps that are done at a time at most; 0 for any number
    /// @param beforeWork asked before the first step that the cache does not know; ends the build by throwing
    StepRunner(StepCache cache, BuildProgress progress, Runnable beforeWork, int jobs) {
        this.cache = cache;
        this.progress = progress;
        this.beforeWork = beforeWork;
        this.turns = new Semaphore(jobs == 0 ? Integer.MAX_VALUE : jobs);
    }

    /// What a step comes to.
    Optional<TreeLayer> layer(StepWork work) {
        FutureTask<Optional<TreeLayer>> task = new FutureTask<>(() -> find(work));
        FutureTask<Optional<TreeLayer>> first = begun.putIfAbsent(work.inputs().key(), task);
        if (first == null) {
            task.run();
        }
        return await(first == null ? task : first);
    }

    private static Optional<TreeLayer> await(FutureTask<Optional<TreeLayer>> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "the build was cancelled").causedBy(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Optional<TreeLayer> find(StepWork work) {
        if (!work.fresh()) {
            Optional<StepCache.Known> known = cache.find(work.inputs());
            if (known.isPresent()) {
                progress.begin(work.name()).cached();
                return known.get().layer();
            }
        }
        beforeWork.run();
        cache.missed(work.inputs(), work.name(), work.place());
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Solver.cancelled().causedBy(e);
        }
        try {
            return carryOut(work);
        } finally {
            turns.release();
        }
    }

    private Optional<TreeLayer> carryOut(StepWork work) {
        BuildProgress.Shown shown = progress.begin(work.name());
        long begin = System.nanoTime();
        try {
            Optional<TreeLayer> layer = work.doing().run(shown);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            cache.put(work.inputs(), work.name(), work.place(), layer, took);
            cache.made(work.origin(), work.inputs(), layer);
            shown.done(took);
            return layer;
        } catch (RuntimeException e) {
            shown.failed(e instanceof JongException told ? told.text() : e.toString());
            throw e;
        }
    }
}
