package dev.jong.runtime.control;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.WireSteps;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plans for networks, in the host's network or elsewhere. A front that goes elsewhere could not come back: a child does
/// it, which runs no program.
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
    public LaunchPlan raise(Optional<Wires.Elsewhere> at, Bridge bridge) {
        Draft draft = begin(at);
        bridge.asks().forEach(ask -> WireSteps.askTolerating(draft.ops(), Errno.EEXIST, ask));
        bridge.files().forEach((file, text) -> draft.ops().writeFile("networks", HERE, file, text));
        return draft.plan().build();
    }

    /// Takes a bridge away.
    public LaunchPlan lower(Optional<Wires.Elsewhere> at, Wires.Ask ask) {
        Draft draft = begin(at);
        WireSteps.askTolerating(draft.ops(), Errno.ENODEV, ask);
        return draft.plan().build();
    }

    /// Makes a network for a container before its launch, so that programs of the host can connect it.
    ///
    /// @param path where it is mounted
    public LaunchPlan make(String path) {
        Draft draft = begin(Optional.empty());
        WireSteps.make(draft.ops(), path);
        return draft.plan().build();
    }

    /// Connects a container that runs to another network.
    ///
    /// @param container its first process
    public LaunchPlan connect(Wires.Elsewhere container, Wires wires) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        Arg.Register network = WireSteps.open(plan.before(), container, "the container's network");
        Draft draft = begin(wires.elsewhere(), plan);
        Arg.Register here = WireSteps.own(draft.ops(), "the network of its networks");
        WireSteps.connect(draft.ops(), wires, here, network);
        return plan.build();
    }

    /// Takes a container off a network.
    ///
    /// @param rules of which each may fail
    /// @param removal removes its device
    public LaunchPlan disconnect(
            Optional<Wires.Elsewhere> at, List<Wires.Ask> rules, Wires.Ask removal) {
        Draft draft = begin(at);
        rules.forEach(ask -> WireSteps.askTolerating(draft.ops(), Contract.PLAN_TOLERATE_ANY, ask));
        WireSteps.askTolerating(draft.ops(), Errno.ENODEV, removal);
        return draft.plan().build();
    }

    /// Takes away what may be gone already, in the front's own network.
    public LaunchPlan forget(List<Wires.Ask> asks) {
        Draft draft = begin(Optional.empty());
        asks.forEach(ask -> WireSteps.askTolerating(draft.ops(), Contract.PLAN_TOLERATE_ANY, ask));
        return draft.plan().build();
    }

    /// Takes a device out of the network of a container that runs. Its parent may have taken it along before.
    ///
    /// @param container its first process
    public LaunchPlan inside(Wires.Elsewhere container, Wires.Ask removal) {
        Draft draft = begin(Optional.of(container));
        WireSteps.askTolerating(draft.ops(), Errno.ENODEV, removal);
        return draft.plan().build();
    }

    /// Whether a plan of these was carried out, although its child says that there was no program.
    public static boolean isDone(LaunchPlan plan, int list, int index, int errno) {
        return list == Contract.LIST_CHILD
                && index == plan.child().size()
                && errno == Errno.ENOEXEC;
    }

    /// The operations of a plan of these.
    public static List<Op> operations(LaunchPlan plan) {
        return plan.child().isEmpty() ? plan.before() : plan.child();
    }

    /// @param ops carried out in the network that is meant
    private record Draft(PlanBuilder plan, OpList ops) {}

    private Draft begin(Optional<Wires.Elsewhere> at) {
        return begin(at, new PlanBuilder(host.machine()));
    }

    private Draft begin(Optional<Wires.Elsewhere> at, PlanBuilder plan) {
        if (host.isolation() == Host.Isolation.ROOTLESS) {
            plan.flag(Contract.PLAN_JOIN_USERNS);
        }
        if (at.isEmpty()) {
            return new Draft(plan, plan.before());
        }
        plan.flag(Contract.PLAN_HAS_CHILD);
        String why = "the network where it is done";
        Arg.Register there = WireSteps.open(plan.before(), at.get(), why);
        WireSteps.enter(plan.child(), there, why);
        return new Draft(plan, plan.child());
    }
}
