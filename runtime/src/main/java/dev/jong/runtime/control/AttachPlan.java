package dev.jong.runtime.control;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.AttachSocket;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;
import java.util.Optional;

/// A plan by which a front takes part in what the monitor of a running container does.
public final class AttachPlan {
    private static final String WHY = "the container's monitor";

    private final Host host;

    /// Plans for a host.
    public AttachPlan(Host host) {
        this.host = host;
    }

    /// How a front takes part.
    ///
    /// @param input its standard input goes to the container, which has one
    /// @param terminal the container has one
    /// @param forwardSignals the front's signals go to the container
    /// @param detachKeys as bytes
    public record Part(
            boolean input, boolean terminal, boolean forwardSignals, String detachKeys) {}

    /// The plan; its last result is the connection.
    ///
    /// @param state `RUNDIR/HASH/c/ID`
    /// @param id of the container
    public LaunchPlan plan(String state, String id, Part part) {
        PlanBuilder plan = new PlanBuilder(host.machine()).flag(Contract.PLAN_ATTACH);
        plan.flag(part.input() ? Contract.PLAN_STDIN : 0);
        plan.flag(part.terminal() ? Contract.PLAN_TTY : 0);
        plan.flag(part.forwardSignals() ? Contract.PLAN_SIG_PROXY : 0);
        plan.flag(host.isolation() == Host.Isolation.ROOTLESS ? Contract.PLAN_JOIN_USERNS : 0);
        plan.monitor(
                new LaunchPlan.Monitor(
                        Optional.empty(),
                        0,
                        0,
                        Optional.of(part.detachKeys()),
                        id,
                        Optional.empty()));
        AttachSocket socket = new AttachSocket(state);
        OpList before = plan.before();
        Arg.Register connection = socket.open(before, WHY);
        before.call(WHY, Syscall.CHDIR, new Arg.Str(socket.folder()))
                .call(WHY, Syscall.CONNECT, connection, socket.address(), socket.size())
                .call(WHY, Syscall.DUP, connection);
        return plan.build();
    }
}
