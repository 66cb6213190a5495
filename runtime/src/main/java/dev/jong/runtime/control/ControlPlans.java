package dev.jong.runtime.control;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;
import java.util.List;

/// Plans for a container that runs, without a child: the front signals and waits, so the engine spends no
/// thread on a container and needs no native code for it. A process is always taken by pidfd and then proven to
/// be the right one by its start time, so a recycled pid is never hit (L19).
public final class ControlPlans {
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int SIGTERM = 15;

    private final Host host;

    /// Plans for a host.
    public ControlPlans(Host host) {
        this.host = host;
    }

    /// Its result is the number of the front's process.
    public LaunchPlan ownPid() {
        PlanBuilder plan = plan();
        plan.before().call("which process this is", Syscall.GETPID);
        return plan.build();
    }

    /// Has the front end when the thread that started it is gone, and with it the container that it is at: as if it had got
    /// SIGTERM.
    public LaunchPlan endWithStarter() {
        PlanBuilder plan = plan();
        plan.before()
                .call(
                        "it ends with whoever started it",
                        Syscall.PRCTL,
                        new Arg.Value(PR_SET_PDEATHSIG),
                        new Arg.Value(SIGTERM));
        return plan.build();
    }

    /// Sends a signal. Fails with ESRCH when the process is gone.
    ///
    /// @param startTime clock ticks since boot, field 22 of `/proc/PID/stat`
    public LaunchPlan signal(long pid, long startTime, int signal) {
        PlanBuilder plan = plan();
        Arg.Register process = open(plan.before(), pid, startTime);
        plan.before()
                .call(
                        "signal " + signal,
                        Syscall.PIDFD_SEND_SIGNAL,
                        process,
                        new Arg.Value(signal),
                        Arg.ZERO,
                        Arg.ZERO);
        return plan.build();
    }

    /// Waits for the end. Its result is 1 when the process ended and 0 when the time is up; ESRCH when it was gone
    /// before.
    ///
    /// @param milliseconds at most, or -1 for as long as it takes
    public LaunchPlan await(long pid, long startTime, long milliseconds) {
        PlanBuilder plan = plan();
        Arg.Register process = open(plan.before(), pid, startTime);
        Arg end = new Arg.Block(new byte[] {0, 0, 0, 0, 1, 0, 0, 0}, "{process, POLLIN}");
        Arg time = milliseconds < 0 ? Arg.ZERO : time(milliseconds);
        plan.before()
                .own("the process to wait for", Contract.OP_STORE, end, Arg.ZERO, process)
                .call(
                        "wait for the end",
                        Syscall.PPOLL,
                        end,
                        new Arg.Value(1),
                        time,
                        Arg.ZERO,
                        Arg.ZERO);
        return plan.build();
    }

    /// `struct timespec`.
    static Arg time(long milliseconds) {
        List<Arg> words =
                List.of(
                        new Arg.Value(milliseconds / 1000),
                        new Arg.Value(milliseconds % 1000 * 1_000_000));
        return new Arg.Words(words, "{" + milliseconds + " ms}");
    }

    private PlanBuilder plan() {
        int join = host.isolation() == Host.Isolation.ROOTLESS ? Contract.PLAN_JOIN_USERNS : 0;
        return new PlanBuilder(host.machine()).flag(join);
    }

    private static Arg.Register open(OpList ops, long pid, long startTime) {
        Arg.Register process =
                ops.open(
                        "the container's first process",
                        Syscall.PIDFD_OPEN,
                        new Arg.Value(pid),
                        Arg.ZERO);
        ops.own(
                "it is that one",
                Contract.OP_CHECK_START,
                new Arg.Value(pid),
                new Arg.Value(startTime));
        return process;
    }
}
