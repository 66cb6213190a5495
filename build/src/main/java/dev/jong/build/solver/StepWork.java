package dev.jong.build.solver;

import dev.jong.build.dockerfile.Origin;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.TreeLayer;
import java.util.Optional;

/// A step before it is known whether it has to be done.
///
/// @param name as it is shown, such as `[build 2/5] RUN make`
/// @param place what tells it from the other steps of the same Dockerfile, for comparing it with an earlier build's
/// @param origin its instruction
/// @param inputs all that its result depends on
/// @param fresh whether the cache is not asked
/// @param doing what is to be done
record StepWork(
        String name, String place, Origin origin, StepInputs inputs, boolean fresh, Doing doing) {
    /// Does it.
    interface Doing {
        /// @return empty when no file has changed
        Optional<TreeLayer> run(BuildProgress.Shown shown);
    }
}
