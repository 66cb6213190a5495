package dev.jong.runtime.control;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.WireSteps;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plans for networks of this host, without a child.
public final class NetworkPlans {
    private static final Arg HERE = new Arg.Value(-100);

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
        bridge.asks().forEach(ask -> WireSteps.askTolerating(plan.before(), Errno.EEXIST, ask));
        bridge.files()
                .forEach((file, text) -> plan.before().writeFile("networks", HERE, file, text));
        return plan.build();
    }

    /// Takes a bridge away.
    public LaunchPlan lower(Wires.Ask ask) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        WireSteps.askTolerating(plan.before(), Errno.ENODEV, ask);
        return plan.build();
    }

    /// Connects a container that runs to another network.
    ///
    /// @param pid its first process, and `startTime` when that began
    public LaunchPlan connect(long pid, long startTime, Wires wires) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        OpList before = plan.before();
        Arg.Register network = networkOf(before, pid, startTime);
        Arg.Register here = WireSteps.own(before, "the host's network");
        WireSteps.connect(before, wires, here, network);
        return plan.build();
    }

    /// Takes a container off a network.
    ///
    /// @param rules of which each may fail
    /// @param removal removes its device
    public LaunchPlan disconnect(List<Wires.Ask> rules, Wires.Ask removal) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        rules.forEach(
                ask -> WireSteps.askTolerating(plan.before(), Contract.PLAN_TOLERATE_ANY, ask));
        WireSteps.askTolerating(plan.before(), Errno.ENODEV, removal);
        return plan.build();
    }

    /// Says something in the network of a container that runs.
    public LaunchPlan inside(long pid, long startTime, Wires.Ask ask) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        Arg.Register network = networkOf(plan.before(), pid, startTime);
        WireSteps.enter(plan.before(), network, "the container's network");
        WireSteps.ask(plan.before(), ask);
        return plan.build();
    }

    private static Arg.Register networkOf(OpList before, long pid, long startTime) {
        Arg.Register network =
                WireSteps.open(before, "/proc/" + pid + "/ns/net", "the container's network");
        before.own(
                "it is that container still",
                Contract.OP_CHECK_START,
                new Arg.Value(pid),
                new Arg.Value(startTime));
        return network;
    }
}
