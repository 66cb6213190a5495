package dev.jong.service.container;

import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.spec.Spec;

/// What is needed when a container could not be started, and never otherwise.
///
/// @param cgroups that may be left over
/// @param check looks at the program
public record FailedLaunch(LeftoverCgroups cgroups, ProgramCheck check) {
    LaunchFailure.Told explain(Outcome.Failed failed, LaunchPlan plan, Spec spec) {
        return LaunchFailure.of(failed, plan, spec, check);
    }
}
