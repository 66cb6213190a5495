package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;

/// What a front says to the kernel about networks, in the order it is said: for containers that are launched, and for
/// those that run.
public final class WireSteps {
    private static final int ROUTE = 0; // NETLINK_ROUTE
    private static final Arg.Flags NETWORK = new Arg.Flags(Kernel.CLONE_NEWNET, Flag.CLONE);

    private WireSteps() {}

    /// Opens the network namespace of whoever carries this out.
    public static Arg.Register own(OpList ops, String why) {
        return open(ops, "/proc/thread-self/ns/net", why);
    }

    /// Opens a network namespace.
    public static Arg.Register open(OpList ops, String path, String why) {
        return ops.open(why, Syscall.OPENAT, Kernel.AT_FDCWD, Kernel.text(path), Kernel.open(0));
    }

    /// Opens the network namespace of a process, in a front.
    public static Arg.Register open(OpList ops, Wires.Elsewhere process, String why) {
        Arg.Register network = open(ops, "/proc/" + process.pid() + "/ns/net", why);
        ops.own(
                "it is that process still",
                Contract.OP_CHECK_START,
                Kernel.number(process.pid()),
                Kernel.number(process.startTime()));
        return network;
    }

    /// Goes into a network namespace.
    public static void enter(OpList ops, Arg.Register network, String why) {
        ops.call(why, Syscall.SETNS, network, NETWORK);
    }

    /// Makes a network, with its loopback, that lasts while it is mounted. The front is in the host's network, before and
    /// after.
    ///
    /// @param path where it is mounted; a file is made there
    public static void make(OpList ops, String path) {
        String why = "a network for the container";
        Arg.Register file =
                ops.open(
                        why,
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(path),
                        Kernel.open(Kernel.O_WRONLY | Kernel.O_CREAT),
                        Kernel.mode(0600));
        ops.close(file);
        Arg.Register host = own(ops, "the host's network");
        ops.call(why, Syscall.UNSHARE, NETWORK);
        NetworkSteps.loopback(ops);
        ops.call(
                "it lasts while it is mounted",
                Syscall.MOUNT,
                Kernel.text("/proc/thread-self/ns/net"),
                Kernel.text(path),
                Arg.ZERO,
                Kernel.mount(Kernel.MS_BIND),
                Arg.ZERO);
        enter(ops, host, "back in the host's network");
        ops.close(host);
    }

    /// Makes the devices and sets the inside. The front is in the host's network, before and after.
    ///
    /// @param host its descriptor
    /// @param network that of the container's
    public static void connect(OpList ops, Wires wires, Arg.Register host, Arg.Register network) {
        for (Wires.Ask ask : wires.links()) {
            for (int slot : ask.slots()) {
                ops.own(
                        "where the device comes to lie",
                        Contract.OP_STORE,
                        block(ask),
                        Kernel.number(slot),
                        network);
            }
            ask(ops, ask);
        }
        enter(ops, network, "what is set inside");
        wires.inside().forEach(ask -> ask(ops, ask));
        enter(ops, host, "back in the host's network");
    }

    /// Sends a message.
    public static void ask(OpList ops, Wires.Ask ask) {
        askTolerating(ops, 0, ask);
    }

    /// Sends one that may fail with this errno.
    public static void askTolerating(OpList ops, int errno, Wires.Ask ask) {
        add(ops, errno, ask, 0);
    }

    /// Sends one that takes rules away; nobody waits for the end of its socket.
    static void askAside(OpList ops, Wires.Ask ask) {
        add(ops, 0, ask, 1);
    }

    private static void add(OpList ops, int errno, Wires.Ask ask, int aside) {
        ops.ownTolerating(
                errno,
                ask.why(),
                Contract.OP_ASK,
                Kernel.number(ask.family()),
                block(ask),
                Kernel.number(ask.bytes().length),
                Kernel.number(ask.replies()),
                Kernel.number(aside));
    }

    private static Arg block(Wires.Ask ask) {
        return new Arg.Block(
                ask.bytes(),
                "{" + (ask.family() == ROUTE ? "rtnetlink" : "nftables") + " message}");
    }
}
