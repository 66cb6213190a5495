package dev.jong.service.network;

import dev.jong.base.JongException;
import dev.jong.network.address.Address;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Connected;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.Outcome;
import dev.jong.store.network.NetworkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Connects containers of an engine that is root on its host: a bridge for each network, a pair of devices for each
/// container, rules of the firewall.
public final class ConnectContainer implements Connector {
    private final Containers containers;
    private final FindNetwork networks;
    private final NetworkPlaces places;
    private final RaiseNetwork raising;
    private final DecideConnections deciding;
    private final Publishing publishing;
    private final LinkedContainers links;
    private final ForgottenConnections forgotten;
    private final LeftPorts left;
    private final FailedConnection failures;
    private final Firewall firewall;
    private final NetworkDuty duty;
    private final Ground ground;

    ConnectContainer(
            Containers containers,
            FindNetwork networks,
            NetworkPlaces places,
            RaiseNetwork raising,
            Publishing publishing,
            Firewall firewall,
            NetworkDuty duty,
            Ground ground) {
        this.ground = ground;
        this.containers = containers;
        this.networks = networks;
        this.places = places;
        this.raising = raising;
        this.publishing = publishing;
        this.duty = duty;
        this.firewall = firewall;
        Claims claims = new Claims(places, containers, this::isOver);
        this.deciding = new DecideConnections(networks, claims);
        this.forgotten = new ForgottenConnections(places, containers, claims, firewall, ground);
        this.left = new LeftPorts(containers, forgotten);
        this.failures =
                new FailedConnection(
                        raising, new PortOwner(containers, Path.of("/proc")), this::sweepPorts);
        this.links = new LinkedContainers(containers);
    }

    private boolean isOver(String container) {
        return ground.isApart() && left.close(container);
    }

    @Override
    public String usual() {
        return firewall.canBe() ? "bridge" : "none";
    }

    @Override
    public void prepare(NetworkOptions asked, Front front) {
        // Not a set: code for its hashes would be made. A network may come twice.
        for (NetworkOptions.Join join : joins(asked)) {
            NetworkRecord network = networks.find(join.network());
            raising.raise(network, front);
            if (network.hasNames()) {
                duty.serve(network, front);
            }
        }
        if (!asked.ports().isEmpty() || asked.publishAll()) {
            duty.publishes();
        }
    }

    private static List<NetworkOptions.Join> joins(NetworkOptions asked) {
        return asked.joins().isEmpty() ? List.of(NetworkOptions.Join.of("default")) : asked.joins();
    }

    @Override
    public Connected connect(String id, NetworkOptions asked, Front front) {
        List<Connection> made = new ArrayList<>();
        if (ground.isApart()) {
            left.closeOwn(id);
        }
        try {
            deciding.claim(id, joins(asked), 0, true, made);
            return connected(id, asked, made);
        } catch (JongException e) {
            release(id, made);
            throw e;
        }
    }

    @Override
    public Connected preview(String id, NetworkOptions asked, Caller caller) {
        return connected(id, asked, deciding.preview(id, joins(asked)));
    }

    private Connected connected(String id, NetworkOptions asked, List<Connection> made) {
        PublishPorts.Published published = publishing.publish(id, asked, made);
        ContainerWires wires = new ContainerWires(places, made);
        List<Wires.Claim> claims = new ArrayList<>();
        if (published.bindings().isEmpty() || !ground.isApart()) {
            claims.addAll(wires.claims());
            claims.add(ContainerWires.claim(containers.endpoints().file(id)));
        }
        List<Endpoints.Endpoint> endpoints = new ArrayList<>();
        made.forEach(one -> endpoints.add(one.endpoint()));
        return new Connected(
                new Wires(
                        published.held(),
                        wires.links(mtus(made), !published.held().isEmpty()),
                        List.of(wires.inside(true)),
                        published.rules(),
                        published.undo(),
                        claims,
                        published.helper(),
                        ground.place()),
                new Endpoints(id, "", endpoints, published.bindings()),
                servers(made),
                links.lines(asked.links(), made),
                gateway(made),
                () -> release(id, made));
    }

    /// A connection that is added to those that a container has.
    ///
    /// @param wires for a plan that adds it
    /// @param release gives back what was claimed
    record Added(Wires wires, Endpoints.Endpoint endpoint, Runnable release) {}

    /// Claims what a container gets in one more network.
    ///
    /// @param place which of its devices this is
    /// @param leads whether it is to be its way out
    Added add(String id, NetworkOptions.Join wish, int place, boolean leads) {
        List<Connection> made = new ArrayList<>();
        try {
            deciding.claim(id, List.of(wish), place, leads, made);
        } catch (JongException e) {
            giveBack(made);
            throw e;
        }
        ContainerWires wires = new ContainerWires(places, made);
        return new Added(
                new Wires(
                        List.of(),
                        wires.links(mtus(made), false),
                        List.of(wires.inside(false)),
                        List.of(),
                        List.of(),
                        List.of(),
                        Wires.Helper.NONE,
                        ground.place()),
                made.getFirst().endpoint(),
                () -> giveBack(made));
    }

    /// Gives back what a container had in a network. An address that it was started with stays its own until it ends: its
    /// parent removes that file then, which must not be somebody else's.
    void giveBack(Endpoints.Endpoint gone) {
        if (!gone.late()) {
            return;
        }
        for (String address : List.of(gone.ip(), gone.ip6())) {
            Address.find(address).ifPresent(one -> delete(places.address(gone.networkId(), one)));
        }
    }

    private List<Integer> mtus(List<Connection> made) {
        List<Integer> mtus = new ArrayList<>();
        made.forEach(one -> mtus.add(raising.mtu(one.network())));
        return mtus;
    }

    /// The name services of its networks: those of the network it leaves by first.
    private static List<String> servers(List<Connection> made) {
        List<String> servers = new ArrayList<>();
        for (Connection one : made) {
            if (one.network().hasNames()) {
                for (Connection.Place place : one.addresses()) {
                    place.gateway()
                            .map(Address::toString)
                            .ifPresent(server ->
                                    servers.add(one.gateway() ? 0 : servers.size(), server));
                }
            }
        }
        return servers;
    }

    private static String gateway(List<Connection> made) {
        for (Connection one : made) {
            if (one.gateway() && one.of(false).isPresent()) {
                return one.of(false).get().gateway().map(Address::toString).orElse("");
            }
        }
        return "";
    }

    private void release(String id, List<Connection> made) {
        giveBack(made);
        delete(containers.endpoints().file(id));
    }

    private void giveBack(List<Connection> made) {
        for (Connection one : made) {
            for (Connection.Place place : one.addresses()) {
                delete(places.address(one.network().id(), place.address()));
            }
        }
    }

    /// What cannot be removed now is taken over by who needs it.
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public List<String> programs(String id, NetworkOptions asked, Caller caller) {
        return List.of();
    }

    @Override
    public boolean wasLost(Outcome.Failed failed, LaunchPlan plan) {
        return failures.wasLost(failed, plan);
    }

    @Override
    public Optional<JongException> explain(Outcome.Failed failed, LaunchPlan plan) {
        return failures.explain(failed, plan);
    }

    @Override
    public void sweep() {
        if (ground.isApart()) {
            containers.endpoints().all().forEach(one -> left.close(one.id()));
        }
        forgotten.sweep();
    }

    private void sweepPorts() {
        sweep();
        forgotten.sweepPorts();
    }

    @Override
    public void forget(String id) {
        forgotten.forget(id);
    }

    @Override
    public void begun(String id, NetworkOptions asked, Front front) {
        duty.begun(front);
    }
}
