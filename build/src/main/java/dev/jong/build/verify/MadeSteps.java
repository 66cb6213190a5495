package dev.jong.build.verify;

import dev.jong.build.dockerfile.Origin;
import dev.jong.build.solver.StepCache;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.TreeLayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A cache that knows no step, so that all are done, and notes what each came to. Several threads may use it.
public final class MadeSteps implements StepCache {
    private final Optional<StepCache> keeping;
    private final Object stepsLock = new Object();
    private final List<MadeStep> steps = new ArrayList<>();

    private MadeSteps(Optional<StepCache> keeping) {
        this.keeping = keeping;
    }

    /// Notes steps that another cache remembers for later builds.
    public static MadeSteps over(StepCache cache) {
        return new MadeSteps(Optional.of(cache));
    }

    /// Notes steps that nobody remembers.
    public static MadeSteps forgotten() {
        return new MadeSteps(Optional.empty());
    }

    /// All of them, in the order in which they were done.
    public List<MadeStep> all() {
        synchronized (stepsLock) {
            return List.copyOf(steps);
        }
    }

    @Override
    public Optional<Known> find(StepInputs inputs) {
        return Optional.empty();
    }

    @Override
    public void put(
            StepInputs inputs,
            String name,
            String place,
            Optional<TreeLayer> layer,
            Duration took) {
        keeping.ifPresent(cache -> cache.put(inputs, name, place, layer, took));
    }

    @Override
    public void made(Origin origin, StepInputs inputs, Optional<TreeLayer> layer) {
        synchronized (stepsLock) {
            steps.add(new MadeStep(origin, inputs.key(), layer));
        }
    }

    @Override
    public void missed(StepInputs inputs, String name, String place) {
        keeping.ifPresent(cache -> cache.missed(inputs, name, place));
    }
}
