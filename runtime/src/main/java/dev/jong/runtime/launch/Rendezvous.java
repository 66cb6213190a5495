package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What the front does while the child mounts, and where the child waits for it. A network namespace takes the kernel
/// longer than anything else of a launch: the front makes it, and is in it from then on. A monitor does not: at its end
/// it becomes a command, which may start an engine, and that belongs into the host's network.
final class Rendezvous {
    private static final Arg.Flags NEW_NETWORK = new Arg.Flags(Kernel.CLONE_NEWNET, Flag.CLONE);

    private final Launch launch;

    /// The container has a network of its own.
    private final boolean own;

    /// The front makes it.
    private final boolean network;

    /// The front waits for the engine.
    private final boolean engine;

    Rendezvous(Launch launch, PlanLaunch.Connection connection) {
        this.launch = launch;
        this.own = launch.spec().namespaces().network() instanceof Spec.Namespace.Private;
        this.network = own && connection.monitor().isEmpty() && !launch.apart();
        this.engine = connection.unwritten();
    }

    /// Whether the child gets its network here.
    boolean bringsNetwork() {
        return network;
    }

    /// Adds both sides. In the child sysfs of the host must still be there: only then may an own one be mounted.
    void add() {
        OpList beside = launch.beside();
        if (own && launch.apart()) {
            // It came with the user namespace.
            loopback(launch.child());
        }
        if (network || engine) {
            // Without a network anything will do: it is the message that counts.
            meet(beside, network ? makeNetwork(beside) : Kernel.number(0));
        } else if (own && !launch.apart()) {
            loopback(launch.child());
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
                    .call("the network that was made meanwhile", Syscall.SETNS, taken, NEW_NETWORK);
        }
        launch.child().close(taken);
    }

    private static Arg.Register makeNetwork(OpList beside) {
        beside.call("a network of its own", Syscall.UNSHARE, NEW_NETWORK);
        loopback(beside);
        return beside.open(
                "the network",
                Syscall.OPENAT,
                Kernel.AT_FDCWD,
                Kernel.text("/proc/thread-self/ns/net"),
                Kernel.open(0));
    }

    /// The loopback's other flags are the kernel's own, which SIOCSIFFLAGS does not change.
    private static void loopback(OpList ops) {
        String why = "the container's own loopback";
        ByteBuffer request = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN); // struct ifreq
        request.put((byte) 'l').put((byte) 'o').putShort(16, (short) 1);
        Arg.Register socket =
                ops.open(
                        why,
                        Syscall.SOCKET,
                        Kernel.number(2), // AF_INET
                        Kernel.number(2 | Kernel.O_CLOEXEC), // SOCK_DGRAM
                        Arg.ZERO);
        ops.call(
                why,
                Syscall.IOCTL,
                socket,
                Kernel.number(Kernel.SIOCSIFFLAGS),
                new Arg.Block(request.array(), "{\"lo\", IFF_UP}"));
        ops.close(socket);
    }
}
