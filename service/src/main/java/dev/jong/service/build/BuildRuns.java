package dev.jong.service.build;

/// What runs the programs of one build.
///
/// @param fronts that carry out its steps; [StepFronts#prepare] when one is about to come
/// @param folder of the build's own
public record BuildRuns(RunBuildSteps steps, StepFronts fronts, BuildFolder folder)
        implements AutoCloseable {
    /// The end of the build; no step is at work any more.
    @Override
    public void close() {
        try (folder;
                fronts;
                steps) {
            return;
        }
    }
}
