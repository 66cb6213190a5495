package dev.jong.build.solver;

import dev.jong.build.dockerfile.Origin;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.TreeLayer;
import java.time.Duration;
import java.util.Optional;

/// Knows what steps have come to before.
public interface StepCache {
    /// What is known of a step.
    ///
    /// @param layer empty when it changed no file
    record Known(Optional<TreeLayer> layer) {}

    /// Looks a step up, and notes its use.
    Optional<Known> find(StepInputs inputs);

    /// Remembers a step.
    ///
    /// @param name as it is shown
    /// @param place what tells it from others of its Dockerfile
    void put(
            StepInputs inputs, String name, String place, Optional<TreeLayer> layer, Duration took);

    /// Told of a step that was done.
    ///
    /// @param origin its instruction
    default void made(Origin origin, StepInputs inputs, Optional<TreeLayer> layer) {}

    /// Told of a step that was not known, before it is done.
    void missed(StepInputs inputs, String name, String place);
}
