package dev.jong.service.network;

import dev.jong.base.JongException;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.EndpointFiles;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import dev.jong.service.container.HostLines;
import dev.jong.service.container.Status;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes of the networks of running containers that were begun: a file says which, until what the kernel has and what is
/// written down are the same again. When an engine or a front is killed in between, whoever comes next takes the container
/// off that network.
final class UnfinishedConnections {
    private final Containers containers;
    private final RecordedConnections recorded;
    private final ConnectContainer connector;
    private final NetworkPlans plans;
    private final Firewall firewall;
    private final Ground ground;
    private final EndpointFiles begun;

    /// @param begun files that say what was begun
    UnfinishedConnections(
            Containers containers,
            ConnectContainer connector,
            NetworkPlans plans,
            Firewall firewall,
            Ground ground,
            EndpointFiles begun) {
        this.containers = containers;
        this.recorded = new RecordedConnections(containers);
        this.connector = connector;
        this.plans = plans;
        this.firewall = firewall;
        this.ground = ground;
        this.begun = begun;
    }

    /// A connection is about to be made, or taken away.
    void begin(ContainerRecord container, Endpoints.Endpoint one) {
        begun.write(new Endpoints(container.id(), container.name(), List.of(one), List.of()));
    }

    /// It is made, or is not there any more.
    void done(ContainerRecord container) {
        begun.forget(container.id());
    }

    /// Finishes what others have left, of containers whose networks nobody is changing.
    void finish(Front front) {
        for (Endpoints left : begun.all()) {
            Optional<Hold> turn = containers.holdConnections(left.id());
            if (turn.isPresent()) {
                try (Hold _ = turn.get()) {
                    finish(left.id(), front);
                }
            }
        }
    }

    /// The same for one container, whose networks the caller is to change.
    void finish(String id, Front front) {
        Optional<Endpoints> left = begun.of(id);
        Optional<ContainerRecord> container =
                left.isEmpty() ? Optional.empty() : containers.load(id);
        if (container.isPresent()
                && containers.status(container.get()) instanceof Status.Running running) {
            left.get().networks().forEach(one -> takeBack(container.get(), one, running, front));
            begun.forget(id);
        } else if (left.isPresent() && !containers.isAlive(id)) {
            begun.forget(id); // With the container all of it went.
        }
    }

    private void takeBack(
            ContainerRecord container,
            Endpoints.Endpoint one,
            Status.Running running,
            Front front) {
        cut(container, one, running, front);
        for (NetworkRecord network : containers.networks().all()) {
            if (network.id().equals(one.networkId()) && recorded.isConnected(network, container)) {
                recorded.forget(network, container);
            }
        }
    }

    /// Takes a container off a network, as far as it is there.
    ///
    /// @throws JongException PRECONDITION when the kernel does not do it; nothing has changed then
    void cut(
            ContainerRecord container,
            Endpoints.Endpoint gone,
            Status.Running running,
            Front front) {
        Endpoints now = endpoints(container);
        LaunchPlan plan = removal(now, gone, running);
        RunningConnections.carryOut(plan, "disconnect", gone.network(), container, front);
        containers.endpoints().write(without(now, gone));
        HostLines.remove(containers, container, gone);
        connector.giveBack(gone);
    }

    private LaunchPlan removal(Endpoints now, Endpoints.Endpoint gone, Status.Running running) {
        if (gone.host().isEmpty()) {
            // A device on one of the host's has no other end.
            return plans.inside(
                    new Wires.Elsewhere(running.pid(), running.startTime()),
                    ContainerWires.removal(gone, gone.device()));
        }
        List<Wires.Ask> rules = gone.publishes() ? firewall.withdraw(now) : List.of();
        return plans.disconnect(ground.place(), rules, ContainerWires.removal(gone, gone.host()));
    }

    /// How a container is connected.
    Endpoints endpoints(ContainerRecord container) {
        return containers
                .endpoints()
                .of(container.id())
                .orElse(new Endpoints(container.id(), container.name(), List.of(), List.of()));
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
