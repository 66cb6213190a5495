package dev.jong.service.network;

import dev.jong.base.JongException;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import dev.jong.service.container.Outcome;
import java.util.Optional;

/// What it means that the kernel refused something that connects a container.
final class FailedConnection {
    private final RaiseNetwork raising;
    private final PortOwner owner;
    private final Runnable sweep;

    /// @param raising forgets what is gone
    /// @param owner knows who has a port
    /// @param sweep gives back what containers had whose parents were killed or could not close their ports
    FailedConnection(RaiseNetwork raising, PortOwner owner, Runnable sweep) {
        this.raising = raising;
        this.owner = owner;
        this.sweep = sweep;
    }

    /// Whether what the launch needed of networks was taken away since it was made: it is made again, and the launch tried again.
    boolean wasLost(Outcome.Failed failed, LaunchPlan plan) {
        Optional<Op> op = failed.operation(plan);
        if (op.isEmpty() || op.get().number() != Contract.OP_ASK) {
            return false;
        }
        if (ParentLink.isPassing(op.get().why(), failed.errno())) {
            return true;
        }
        return switch (failed.errno()) {
            // The bridge is gone (EINVAL says so when a device is to be plugged in), or the
            // firewall's table.
            case Errno.ENODEV, Errno.EINVAL, Errno.ENOENT -> {
                raising.forget();
                yield true;
            }
            // A port that is open still: its container's parent was killed, or could not close it.
            // Which of the two errors comes depends on the kernel.
            case Errno.EEXIST, Errno.EBUSY -> {
                sweep.run();
                yield true;
            }
            default -> false;
        };
    }

    /// The error that says what failed; empty when it was nothing of networks.
    Optional<JongException> explain(Outcome.Failed failed, LaunchPlan plan) {
        Optional<String> parent = failed.operation(plan).map(Op::why).filter(ParentLink::isMeant);
        if (parent.isPresent()) {
            return Optional.of(ParentLink.refused(parent.get(), failed.errno()));
        }
        return failed.operation(plan)
                .flatMap(op ->
                        switch (failed.errno()) {
                            case Errno.EADDRINUSE ->
                                    op.why().equals(ContainerWires.INSIDE)
                                            ? Optional.of(ParentLink.sameHardware())
                                            : HeldPort.of(op.why()).map(owner::taken);
                            case Errno.EPROTONOSUPPORT ->
                                    HeldPort.of(op.why()).map(HeldPort.Place::unknown);
                            default -> Optional.empty();
                        });
    }
}
