package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A network of the container's own: loopback, and with [Wires] the way to others.
final class NetworkSteps {
    static final Arg.Flags NETWORK = new Arg.Flags(Kernel.CLONE_NEWNET, Flag.CLONE);

    private static final int NAMED = 64;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final String OWN = "a network of its own";

    private final Launch launch;

    NetworkSteps(Launch launch) {
        this.launch = launch;
    }

    /// Makes the network in the front, which stays in it unless it is to be connected. Its descriptor.
    Arg.Register make(OpList ops) {
        Wires wires = launch.wires();
        if (wires.isEmpty()) {
            ops.call(OWN, Syscall.UNSHARE, NETWORK);
            loopback(ops);
            return WireSteps.own(ops, "the network");
        }
        hold(ops);
        Arg.Register host = WireSteps.own(ops, "the host's network");
        ops.call(OWN, Syscall.UNSHARE, NETWORK);
        Arg.Register network = WireSteps.own(ops, "the network");
        WireSteps.enter(ops, host, "back in the host's network");
        connect(ops, host, network);
        return network;
    }

    /// Connects a network that the child has made.
    ///
    /// @param network its descriptor
    void connect(OpList ops, Arg.Register network) {
        hold(ops);
        connect(ops, WireSteps.own(ops, "the host's network"), network);
    }

    private void connect(OpList ops, Arg.Register host, Arg.Register network) {
        Wires wires = launch.wires();
        WireSteps.connect(ops, wires, host, network);
        ops.close(host);
        wires.rules().forEach(ask -> WireSteps.ask(ops, ask));
        atTheEnd();
    }

    /// Has the child connect the network that it was born with.
    ///
    /// @param there descriptor of the network where its devices have their other ends
    /// @param beside in the front, which stays where it is and starts the program that brings its ports there
    void connectFromInside(Arg.Register there, OpList beside) {
        OpList child = launch.child();
        if (!launch.wires().helper().isNone()) {
            bring(beside, there);
            Arg.Register taken = child.ownOpen("the way for its ports is there", Contract.OP_TAKE);
            child.close(taken);
        }
        Arg.Register own = WireSteps.own(child, "the network that it was born with");
        WireSteps.enter(child, there, "where its networks are");
        WireSteps.connect(child, launch.wires(), there, own);
        launch.wires().rules().forEach(ask -> WireSteps.ask(child, ask));
        WireSteps.enter(child, own, "back in its own network");
        child.close(own).close(there);
        atTheEnd();
    }

    /// Has the child go into the network that programs have made for it. They take away at the end what they have made.
    ///
    /// @param there its descriptor
    void enter(Arg.Register there, OpList beside) {
        hold(beside);
        WireSteps.enter(launch.child(), there, "the network that was made for it");
        launch.child().close(there);
        Wires.Made made = launch.wires().made().orElseThrow();
        made.ends().forEach(call -> HelperSteps.run(launch.exit(), call));
        launch.exit()
                .call(
                        "it is taken away",
                        Syscall.UMOUNT2,
                        Kernel.text(made.path()),
                        Kernel.number(Kernel.MNT_DETACH));
        atTheEnd();
    }

    private void bring(OpList beside, Arg.Register there) {
        Wires.Helper helper = launch.wires().helper();
        if (!helper.command().isEmpty()) {
            start(beside, there).awaitEnd();
        }
        helper.requests().forEach(request -> HelperSteps.request(beside, request));
        beside.ownTolerating(
                Errno.EPIPE, "the way for its ports is there", Contract.OP_SEND, there);
    }

    /// Has a program connect a network that the child has made. The front, which is in the host's network, starts it.
    ///
    /// @param network its descriptor
    void help(OpList ops, Arg.Register network) {
        HelperSteps started = start(ops, network);
        Wires.Helper helper = launch.wires().helper();
        helper.requests().forEach(request -> HelperSteps.request(ops, request));
        if (helper.publishes()) {
            started.awaitEnd();
        }
        atTheEnd();
    }

    private HelperSteps start(OpList ops, Arg.Register network) {
        String said = launch.places().container() + "/" + Wires.SAID;
        HelperSteps helper = new HelperSteps(ops, launch.exit());
        helper.add(launch.wires().helper().command(), network, said, Kernel.O_TRUNC);
        return helper;
    }

    /// Has the child give its network to the front.
    ///
    /// @return its descriptor there
    Arg.Register given(OpList ops) {
        String why = "the network that it was born with";
        Arg.Register own = WireSteps.own(launch.child(), why);
        launch.child().own(why, Contract.OP_SEND, own).close(own);
        return ops.ownOpen(why, Contract.OP_TAKE);
    }

    private void atTheEnd() {
        for (Wires.Ask ask : launch.wires().undo()) {
            WireSteps.askAside(launch.exit(), ask);
        }
        for (Wires.Claim claim : launch.wires().claims()) {
            launch.exit()
                    .call(
                            "others may have it",
                            Syscall.UNLINKAT,
                            Kernel.AT_FDCWD,
                            new Arg.Block(claim.path(), claim.shown()),
                            Arg.ZERO);
        }
    }

    /// A few are closed by name at the end: the process that closes what asked for rules to be removed has copies of all
    /// descriptors for a moment, and the next container may want the port at once.
    private void hold(OpList ops) {
        int count = 0;
        for (Wires.Held held : launch.wires().held()) {
            boolean named = count++ < NAMED;
            Arg.Register socket = socket(ops, held, named);
            bind(ops, held, socket);
            if (named) {
                launch.exit().call("others may have the port", Syscall.CLOSE, socket);
            } else {
                // It stays open as long as the front does.
                ops.forget(socket);
            }
        }
    }

    private static Arg.Register socket(OpList ops, Wires.Held held, boolean named) {
        Arg[] args = {
            Kernel.number(held.family()), Kernel.number(held.type()), Kernel.number(held.protocol())
        };
        return named
                ? ops.openForLong(held.why(), Syscall.SOCKET, args)
                : ops.open(held.why(), Syscall.SOCKET, args);
    }

    private static void bind(OpList ops, Wires.Held held, Arg.Register socket) {
        if (held.listens()) {
            set(ops, held, socket, SOL_SOCKET, SO_REUSEADDR);
        }
        if (held.family() == AF_INET6) {
            set(ops, held, socket, IPPROTO_IPV6, IPV6_V6ONLY);
        }
        ops.call(
                held.why(),
                Syscall.BIND,
                socket,
                new Arg.Block(held.address(), "{the port}"),
                Kernel.number(held.address().length));
        if (held.listens()) {
            ops.call(held.why(), Syscall.LISTEN, socket, Arg.ZERO);
        }
    }

    private static void set(
            OpList ops, Wires.Held held, Arg.Register socket, int level, int option) {
        ops.call(
                held.why(),
                Syscall.SETSOCKOPT,
                socket,
                Kernel.number(level),
                Kernel.number(option),
                new Arg.Block(new byte[] {1, 0, 0, 0}, "{1}"),
                Kernel.number(4));
    }

    /// The loopback's other flags are the kernel's own, which SIOCSIFFLAGS does not change.
    static void loopback(OpList ops) {
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
