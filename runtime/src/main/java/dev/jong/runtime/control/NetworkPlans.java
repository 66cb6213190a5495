package dev.jong.runtime.control;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plans for networks of this host, without a child.
public final class NetworkPlans {
    private static final Arg HERE = new Arg.Value(-100);
    private static final Arg.Flags NETWORK = new Arg.Flags(0x40000000, Flag.CLONE);

    private final Host host;

    /// Plans for a host.
    public NetworkPlans(Host host) {
        this.host = host;
    }

    /// What a bridge is made with.
    ///
    /// @param asks of which each may find that it was done before
    /// @param files below /proc/sys and what they are to say
    public record Bridge(List<Wires.Ask> asks, Map<String, String> files) {
        public Bridge {
            asks = List.copyOf(asks);
            files = new LinkedHashMap<>(files);
        }
    }

    /// Makes a bridge.
    public LaunchPlan raise(Bridge bridge) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        bridge.asks().forEach(ask -> ask(plan.before(), ask, Errno.EEXIST));
        bridge.files()
                .forEach((file, text) -> plan.before().writeFile("networks", HERE, file, text));
        return plan.build();
    }

    /// Takes a bridge away.
    public LaunchPlan lower(Wires.Ask ask) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        ask(plan.before(), ask, Errno.ENODEV);
        return plan.build();
    }

    /// Connects a container that runs to another network.
    ///
    /// @param pid its first process, and `startTime` when that began
    public LaunchPlan connect(long pid, long startTime, Wires wires) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        OpList before = plan.before();
        Arg.Register network = networkOf(before, pid, startTime);
        Arg.Register here = open(before, "/proc/thread-self/ns/net", "the host's network");
        for (Wires.Ask ask : wires.links()) {
            for (int slot : ask.slots()) {
                before.own(
                        "where the device comes to lie",
                        Contract.OP_STORE,
                        block(ask),
                        new Arg.Value(slot),
                        network);
            }
            ask(before, ask, 0);
        }
        before.call("what is set inside", Syscall.SETNS, network, NETWORK);
        wires.inside().forEach(ask -> ask(before, ask, 0));
        before.call("back in the host's network", Syscall.SETNS, here, NETWORK);
        return plan.build();
    }

    /// Takes a container off a network.
    ///
    /// @param rules of which each may fail
    /// @param removal removes its device
    public LaunchPlan disconnect(List<Wires.Ask> rules, Wires.Ask removal) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        rules.forEach(ask -> ask(plan.before(), ask, Contract.PLAN_TOLERATE_ANY));
        ask(plan.before(), removal, Errno.ENODEV);
        return plan.build();
    }

    /// Says something in the network of a container that runs.
    public LaunchPlan inside(long pid, long startTime, Wires.Ask ask) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        Arg.Register network = networkOf(plan.before(), pid, startTime);
        plan.before().call("the container's network", Syscall.SETNS, network, NETWORK);
        ask(plan.before(), ask, 0);
        return plan.build();
    }

    private static Arg.Register networkOf(OpList before, long pid, long startTime) {
        Arg.Register network = open(before, "/proc/" + pid + "/ns/net", "the container's network");
        before.own(
                "it is that container still",
                Contract.OP_CHECK_START,
                new Arg.Value(pid),
                new Arg.Value(startTime));
        return network;
    }

    private static Arg.Register open(OpList before, String path, String why) {
        return before.open(
                why, Syscall.OPENAT, HERE, new Arg.Str(path), new Arg.Flags(0x80000, Flag.OPEN));
    }

    private static void ask(OpList before, Wires.Ask ask, int tolerated) {
        before.ownTolerating(
                tolerated,
                ask.why(),
                Contract.OP_ASK,
                new Arg.Value(ask.family()),
                block(ask),
                new Arg.Value(ask.bytes().length),
                new Arg.Value(ask.replies()),
                Arg.ZERO);
    }

    private static Arg block(Wires.Ask ask) {
        return new Arg.Block(ask.bytes(), "{" + ask.bytes().length + " bytes}");
    }
}
