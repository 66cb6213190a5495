package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import dev.jong.service.container.HostLines;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.Outcome;
import dev.jong.service.container.Status;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Connects and disconnects containers, also while they run.
final class RunningConnections implements ChangeConnections {
    private final Containers containers;
    private final RecordedConnections recorded;
    private final ConnectContainer connector;
    private final NetworkPlans plans;
    private final Firewall firewall;
    private final Ground ground;

    RunningConnections(
            Containers containers,
            ConnectContainer connector,
            NetworkPlans plans,
            Firewall firewall,
            Ground ground) {
        this.ground = ground;
        this.containers = containers;
        this.recorded = new RecordedConnections(containers);
        this.connector = connector;
        this.plans = plans;
        this.firewall = firewall;
    }

    @Override
    public void connect(
            NetworkRecord network,
            ContainerRecord container,
            NetworkOptions.Join wish,
            List<NetworkOptions.Link> links,
            Front front) {
        if (!(containers.status(container) instanceof Status.Running running)) {
            recorded.connect(network, container, wish, links, front);
            return;
        }
        Endpoints now = endpoints(container);
        if (find(now, network).isPresent()) {
            throw JongException.of(
                    ErrorKind.CONFLICT,
                    "container " + container.name() + " is connected to network " + network.name());
        }
        recorded.check(network, container, wish);
        NetworkOptions asked =
                new NetworkOptions(List.of(wish), List.of(), false, List.of(), List.of());
        connector.prepare(asked, front);
        ConnectContainer.Added added = connector.add(container.id(), wish, place(now), leads(now));
        boolean done = false;
        try {
            carryOut(
                    plans.connect(process(running), added.wires()),
                    "connect",
                    network,
                    container,
                    front);
            containers.endpoints().write(with(now, added.endpoint()));
            HostLines.add(containers, container, added.endpoint());
            recorded.note(network, container, wish, links);
            connector.begun(container.id(), asked, front);
            done = true;
        } finally {
            if (!done) {
                added.release().run();
            }
        }
    }

    @Override
    public void disconnect(
            NetworkRecord network, ContainerRecord container, boolean force, Front front) {
        if (!(containers.status(container) instanceof Status.Running running)) {
            recorded.disconnect(network, container, force, front);
            return;
        }
        Endpoints now = endpoints(container);
        Endpoints.Endpoint gone =
                find(now, network)
                        .orElseThrow(() ->
                                JongException.of(
                                                ErrorKind.CONFLICT,
                                                "container "
                                                        + container.name()
                                                        + " is not connected to network "
                                                        + network.name())
                                        .hint("jong inspect shows its networks"));
        carryOut(removal(now, gone, running), "disconnect", network, container, front);
        containers.endpoints().write(without(now, gone));
        HostLines.remove(containers, container, gone);
        connector.giveBack(gone);
        recorded.forget(network, container);
    }

    private LaunchPlan removal(Endpoints now, Endpoints.Endpoint gone, Status.Running running) {
        if (gone.host().isEmpty()) {
            // A device on one of the host's has no other end.
            return plans.inside(process(running), ContainerWires.removal(gone, gone.device()));
        }
        List<Wires.Ask> rules = gone.publishes() ? firewall.withdraw(now) : List.of();
        return plans.disconnect(ground.place(), rules, ContainerWires.removal(gone, gone.host()));
    }

    private static Wires.Elsewhere process(Status.Running running) {
        return new Wires.Elsewhere(running.pid(), running.startTime());
    }

    private static void carryOut(
            LaunchPlan plan,
            String verb,
            NetworkRecord network,
            ContainerRecord container,
            Front front) {
        switch (front.carryOut(plan)) {
            case Outcome.Done done -> {}
            case Outcome.Failed failed when RaiseNetwork.isDone(plan, failed) -> {}
            case Outcome.Failed failed ->
                    throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot "
                                    + verb
                                    + " container "
                                    + container.name()
                                    + " and network "
                                    + network.name()
                                    + ": "
                                    + why(plan, failed)
                                    + Errno.words(failed.errno()));
            default -> throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
    }

    private static String why(LaunchPlan plan, Outcome.Failed failed) {
        List<Op> ops = plan.list(failed.list());
        boolean known = failed.index() >= 0 && failed.index() < ops.size();
        return known ? ops.get(failed.index()).why() + ": " : "";
    }

    private Endpoints endpoints(ContainerRecord container) {
        return containers
                .endpoints()
                .of(container.id())
                .orElse(new Endpoints(container.id(), container.name(), List.of(), List.of()));
    }

    private static Optional<Endpoints.Endpoint> find(Endpoints endpoints, NetworkRecord network) {
        return endpoints.networks().stream()
                .filter(one -> one.networkId().equals(network.id()))
                .findFirst();
    }

    private static boolean leads(Endpoints now) {
        return now.networks().stream().noneMatch(Endpoints.Endpoint::leads);
    }

    /// The first of the container's devices that is free.
    private static int place(Endpoints now) {
        Set<String> used = new HashSet<>();
        now.networks().forEach(one -> used.add(one.device()));
        int place = now.networks().size();
        for (int i = 0; i <= now.networks().size(); i++) {
            if (!used.contains("eth" + i)) {
                place = Math.min(place, i);
            }
        }
        return place;
    }

    private static Endpoints with(Endpoints now, Endpoints.Endpoint more) {
        List<Endpoints.Endpoint> networks = new ArrayList<>(now.networks());
        networks.add(more.added());
        return new Endpoints(now.id(), now.name(), networks, now.ports(), now.hostname());
    }

    private static Endpoints without(Endpoints now, Endpoints.Endpoint gone) {
        List<Endpoints.Endpoint> networks = new ArrayList<>(now.networks());
        networks.remove(gone);
        return new Endpoints(
                now.id(),
                now.name(),
                networks,
                gone.publishes() ? List.of() : now.ports(),
                now.hostname());
    }
}
