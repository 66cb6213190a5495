package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.Optional;

/// What the front does while the child mounts, and where the child waits for it. A network namespace takes the kernel
/// longer than anything else of a launch: the front makes it. One that is to be connected it leaves again; in one with
/// loopback only it stays. A monitor does not, as it may not be able to leave: at its end it becomes a command, which may
/// start an engine, and that belongs into the host's network.
final class Rendezvous {
    private final Launch launch;
    private final UserNamespaceSteps users;

    /// The container has a network of its own.
    private final boolean own;

    /// The front makes it.
    private final boolean network;

    /// A program connects what the child was born with, for a front that could not come back to the host's network.
    private final boolean helped;

    /// The front waits for the engine.
    private final boolean engine;

    /// The network where the child plugs itself in.
    private Optional<Arg.Register> elsewhere = Optional.empty();

    /// The network that was made for it before.
    private Optional<Arg.Register> made = Optional.empty();

    Rendezvous(Launch launch, UserNamespaceSteps users, PlanLaunch.Connection connection) {
        boolean connected = !launch.wires().isEmpty();
        this.helped = !launch.wires().helper().isNone() && launch.wires().elsewhere().isEmpty();
        this.launch = launch;
        this.users = users;
        this.own = launch.spec().namespaces().network() instanceof Spec.Namespace.Private;
        this.network =
                own
                        && !launch.apart()
                        && !helped
                        && launch.wires().elsewhere().isEmpty()
                        && launch.wires().made().isEmpty()
                        && (connected || connection.monitor().isEmpty());
        this.engine = connection.unwritten();
    }

    /// Opens what the child needs. Before it has any operation: a register that it used already would be overwritten
    /// there.
    void open() {
        if (own && launch.wires().elsewhere().isPresent()) {
            if (launch.apart()) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot connect a container with a user namespace of its own to networks: that needs root here")
                        .hint("leave --userns away, or choose --network pasta");
            }
            elsewhere =
                    Optional.of(
                            WireSteps.open(
                                    launch.before(),
                                    launch.wires().elsewhere().get(),
                                    "the network of this user's networks"));
        }
        if (own && launch.wires().made().isPresent()) {
            if (launch.apart()) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot connect a container with a user namespace of its own by CNI plugins")
                        .hint("leave --userns away, or choose a network of jong network create");
            }
            String path = launch.wires().made().get().path();
            made =
                    Optional.of(
                            WireSteps.open(
                                    launch.before(), path, "the network that was made for it"));
        }
    }

    /// Whether the child gets its network here.
    boolean bringsNetwork() {
        return network || launch.wires().made().isPresent();
    }

    /// Adds both sides. In the child sysfs of the host must still be there: only then may an own one be mounted.
    void add() {
        OpList beside = launch.beside();
        // It came with the user namespace.
        Optional<Arg.Register> theirs = users.network();
        if (elsewhere.isPresent()) {
            new NetworkSteps(launch).connectFromInside(elsewhere.get(), beside);
        } else if (made.isPresent()) {
            new NetworkSteps(launch).enter(made.get(), beside);
        } else if (own && !network && !helped && theirs.isEmpty()) {
            NetworkSteps.loopback(launch.child());
        }
        if (own && helped) {
            NetworkSteps steps = new NetworkSteps(launch);
            Arg.Register given = theirs.orElseGet(() -> steps.given(beside));
            steps.help(beside, given);
            meet(beside, given);
        } else if (network) {
            meet(beside, new NetworkSteps(launch).make(beside));
        } else if (theirs.isPresent()) {
            new NetworkSteps(launch).connect(beside, theirs.get());
            meet(beside, theirs.get());
        } else if (engine) {
            // Anything will do: it is the message that counts.
            meet(beside, Kernel.number(0));
        }
    }

    private void meet(OpList beside, Arg given) {
        if (engine) {
            beside.own("the container is written down", Contract.OP_AWAIT);
        }
        // A child that has failed takes nothing any more, and says why by itself.
        beside.ownTolerating(Errno.EPIPE, "the child may go on", Contract.OP_SEND, given);
        if (given instanceof Arg.Register register) {
            beside.close(register);
        }
        Arg.Register taken = launch.child().ownOpen("the front is ready", Contract.OP_TAKE);
        if (network) {
            launch.child()
                    .call(
                            "the network that was made meanwhile",
                            Syscall.SETNS,
                            taken,
                            NetworkSteps.NETWORK);
        }
        launch.child().close(taken);
    }
}
