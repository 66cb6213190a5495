package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.spec.Spec;

/// Makes the container's cgroup, writes its limits, puts the child into it, and removes it at the end.
///
/// A child enters v1 groups by writing 0 to `tasks` itself and is born in its v2 group: writing a pid to
/// `cgroup.procs` costs 9 to 14 ms on an idle system.
final class CgroupSteps {
    private final Launch launch;

    CgroupSteps(Launch launch) {
        this.launch = launch;
    }

    /// Adds the operations; what was asked for and can't be had stops the start (promise S2).
    void add() {
        Spec.Resources limits = launch.spec().resources();
        switch (launch.host().cgroups()) {
            case Cgroups.Split v1 -> new SplitCgroups(launch, v1).add();
            case Cgroups.Unified v2 -> {
                refuse(limits, !v2.lacking().isEmpty(), v2.lacking());
                new UnifiedCgroup(launch, v2).add();
            }
            case Cgroups.None none -> refuse(limits, true, none.why());
        }
    }

    /// Puts the child into the groups of a container that runs.
    ///
    /// @param below name of the group in the container's own, with a slash in front, that its first process is in; or
    ///     empty
    void join(String below) {
        switch (launch.host().cgroups()) {
            case Cgroups.Split v1 -> new SplitCgroups(launch, v1).join();
            case Cgroups.Unified v2 -> new UnifiedCgroup(launch, v2).join(below);
            case Cgroups.None none -> launch.child(); // It is in its caller's, as the container is.
        }
    }

    private static void refuse(Spec.Resources limits, boolean missing, String why) {
        if (missing && limits.asked()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            AskedLimits.names(limits) + " can't be applied: " + why)
                    .hint(
                            "run without limits, as root, or with a delegated cgroup v2 (jong doctor)");
        }
    }
}
