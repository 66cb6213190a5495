package dev.jong.build.solver;

import dev.jong.build.step.StepInputs;
import dev.jong.build.step.Tree;
import java.util.List;
import java.util.function.Supplier;

/// Files that a mount shows, before anything is made of them.
///
/// @param inputs what they are
/// @param made their layers; what is no layer yet becomes one
record Part(List<StepInputs.Input> inputs, Supplier<Tree> made) {
    /// No files.
    static final Part NOTHING = new Part(List.of(), () -> Tree.SCRATCH);
}
