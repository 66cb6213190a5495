package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
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
    private final UnfinishedConnections begun;

    RunningConnections(
            Containers containers,
            ConnectContainer connector,
            NetworkPlans plans,
            UnfinishedConnections begun) {
        this.containers = containers;
        this.recorded = new RecordedConnections(containers);
        this.connector = connector;
        this.plans = plans;
        this.begun = begun;
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
        begun.finish(container.id(), front);
        Endpoints now = begun.endpoints(container);
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
        Endpoints.Endpoint more = added.endpoint().added();
        boolean done = false;
        try {
            begun.begin(container, more);
            carryOut(
                    plans.connect(process(running), added.wires()),
                    "connect",
                    network.name(),
                    container,
                    front);
            containers.endpoints().write(with(now, more));
            HostLines.add(containers, container, more);
            recorded.note(network, container, wish, links);
            begun.done(container);
            done = true;
            connector.begun(container.id(), asked, front);
        } finally {
            if (!done) {
                takeBack(container, added, front);
            }
        }
    }

    /// What can't be taken back now is, by whoever looks next; its addresses stay the container's until then.
    private void takeBack(ContainerRecord container, ConnectContainer.Added added, Front front) {
        try {
            begun.finish(container.id(), front);
            added.release().run();
        } catch (JongException later) {
            return; // The first failure is the one to be told.
        }
    }

    @Override
    public void disconnect(
            NetworkRecord network, ContainerRecord container, boolean force, Front front) {
        if (!(containers.status(container) instanceof Status.Running running)) {
            recorded.disconnect(network, container, force, front);
            return;
        }
        begun.finish(container.id(), front);
        Endpoints.Endpoint gone =
                find(begun.endpoints(container), network)
                        .orElseThrow(() ->
                                JongException.of(
                                                ErrorKind.CONFLICT,
                                                "container "
                                                        + container.name()
                                                        + " is not connected to network "
                                                        + network.name())
                                        .hint("jong inspect shows its networks"));
        begun.begin(container, gone);
        begun.cut(container, gone, running, front);
        recorded.forget(network, container);
        begun.done(container);
    }

    private static Wires.Elsewhere process(Status.Running running) {
        return new Wires.Elsewhere(running.pid(), running.startTime());
    }

    static void carryOut(
            LaunchPlan plan, String verb, String network, ContainerRecord container, Front front) {
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
                                    + network
                                    + ": "
                                    + why(plan, failed)
                                    + Errno.words(failed.errno()));
            default -> throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
    }

    private static String why(LaunchPlan plan, Outcome.Failed failed) {
        return failed.operation(plan).map(op -> op.why() + ": ").orElse("");
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
        networks.add(more);
        return new Endpoints(now.id(), now.name(), networks, now.ports(), now.hostname());
    }
}
