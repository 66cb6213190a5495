package dev.jong.runtime.control;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;

/// Plans for fronts that look after containers, without a child.
public final class DutyPlans {
    /// `AT_FDCWD`.
    private static final Arg HERE = new Arg.Value(-100);

    /// `S_IFIFO` with the mode 0600.
    private static final long FIFO = 0x1180;

    private final Host host;

    /// Plans for a host.
    public DutyPlans(Host host) {
        this.host = host;
    }

    /// Its result is the number of the front's own process.
    public LaunchPlan self() {
        PlanBuilder plan = new PlanBuilder(host.machine());
        plan.before().call("which process this is", Syscall.GETPID);
        return plan.build();
    }

    /// Makes a named pipe, instead of what a killed engine may have left.
    public LaunchPlan pipe(String path) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        plan.before()
                .callTolerating(
                        Errno.ENOENT,
                        "an earlier check is over",
                        Syscall.UNLINKAT,
                        HERE,
                        new Arg.Str(path),
                        Arg.ZERO)
                .call(
                        "a pipe for output",
                        Syscall.MKNODAT,
                        HERE,
                        new Arg.Str(path),
                        new Arg.Value(FIFO),
                        Arg.ZERO);
        return plan.build();
    }

    /// Waits in the front, which goes on waiting when the engine dies.
    public LaunchPlan sleep(long milliseconds) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        plan.before()
                .call(
                        "wait",
                        Syscall.PPOLL,
                        Arg.ZERO,
                        Arg.ZERO,
                        ControlPlans.time(milliseconds),
                        Arg.ZERO,
                        Arg.ZERO);
        return plan.build();
    }
}
