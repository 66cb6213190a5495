package dev.jong.build.solver;

import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Stage;
import dev.jong.build.dockerfile.Stages;
import dev.jong.build.step.RunSteps;
import dev.jong.oci.Platform;

/// What the stages of one platform have in common while they are worked on.
interface Solving {
    Dockerfile dockerfile();

    BuildWishes wishes();

    Platform platform();

    Contexts contexts();

    Bases bases();

    RunSteps programs();

    StepRunner runner();

    LayerWork layers();

    Remotes remotes();

    /// What a stage's steps are shown with: its name, and the platform where there are several; empty where there is but
    /// one stage and it has no name.
    String title(Stage stage);

    /// What tells this Dockerfile and platform from others, for comparing steps with those of an earlier build.
    String place();

    /// The stages and what they need of each other.
    Stages stages();

    /// The result of a stage, waited for.
    ///
    /// @param by the stage that needs it
    StageResult result(Stage wanted, Stage by);

    /// An argument was declared.
    void consumed(String argument);
}
