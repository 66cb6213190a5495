package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.network.address.Address;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.NetworkSettings;
import dev.jong.service.container.Status;
import dev.jong.store.event.Event;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Changes the networks that a container asks for while it does not run: those that it finds at its next start.
public final class RecordedConnections implements ChangeConnections {
    private final Containers containers;
    private final RecordedUse use;

    /// @param containers of the store
    public RecordedConnections(Containers containers) {
        this.containers = containers;
        this.use = new RecordedUse(containers);
    }

    @Override
    public void connect(
            NetworkRecord network,
            ContainerRecord container,
            NetworkOptions.Join wish,
            List<NetworkOptions.Link> links,
            Front front) {
        check(network, container, wish);
        change(container, "connect", connected(network, container, wish, links));
        tell("connect", network, container);
    }

    /// Refuses what cannot be, whether the container runs or not.
    void check(NetworkRecord network, ContainerRecord container, NetworkOptions.Join wish) {
        checkOwn(container);
        wish.address().ifPresent(text -> checkAddress(network, Address.parse(text)));
        wish.address6().ifPresent(text -> checkAddress(network, Address.parse(text)));
    }

    /// Writes down that a container that runs was connected.
    void note(
            NetworkRecord network,
            ContainerRecord container,
            NetworkOptions.Join wish,
            List<NetworkOptions.Link> links) {
        rewrite(container, connected(network, container, wish, links));
        tell("connect", network, container);
    }

    /// Whether a container asks for a network.
    boolean isConnected(NetworkRecord network, ContainerRecord container) {
        return RecordedUse.joins(container.settings()).stream()
                .anyMatch(join -> use.isMeant(join, network));
    }

    /// Writes down that one was disconnected.
    void forget(NetworkRecord network, ContainerRecord container) {
        rewrite(container, disconnected(network, container));
        tell("disconnect", network, container);
    }

    private UnaryOperator<Json.Obj> connected(
            NetworkRecord network,
            ContainerRecord container,
            NetworkOptions.Join wish,
            List<NetworkOptions.Link> links) {
        return settings -> {
            List<NetworkOptions.Join> joins = new ArrayList<>(RecordedUse.joins(settings));
            if (joins.stream().anyMatch(join -> use.isMeant(join, network))) {
                throw conflict(container, "is connected to network " + network.name())
                        .hint("disconnect it first to change how");
            }
            joins.add(named(wish, network));
            List<NetworkOptions.Link> all = new ArrayList<>(NetworkSettings.of(settings).links());
            all.addAll(links);
            Json.Obj joined = NetworkSettings.with(settings, joins);
            return links.isEmpty() ? joined : NetworkSettings.withLinks(joined, all);
        };
    }

    @Override
    public void disconnect(
            NetworkRecord network, ContainerRecord container, boolean force, Front front) {
        change(container, "disconnect", disconnected(network, container));
        tell("disconnect", network, container);
    }

    private UnaryOperator<Json.Obj> disconnected(NetworkRecord network, ContainerRecord container) {
        return settings -> {
            List<NetworkOptions.Join> joins = new ArrayList<>(RecordedUse.joins(settings));
            if (!joins.removeIf(join -> use.isMeant(join, network))) {
                throw conflict(container, "is not connected to network " + network.name())
                        .hint("jong inspect shows its networks");
            }
            return NetworkSettings.with(settings, joins);
        };
    }

    /// By its name, which stays when other networks come whose ids begin as this one's.
    private static NetworkOptions.Join named(NetworkOptions.Join wish, NetworkRecord network) {
        return new NetworkOptions.Join(
                network.name(),
                wish.aliases(),
                wish.address(),
                wish.address6(),
                wish.hardware(),
                wish.device(),
                wish.options(),
                wish.priority());
    }

    /// The network of the host or of another container is not this one's to change.
    private static void checkOwn(ContainerRecord container) {
        String mode = container.settings().text("NetworkMode");
        if (mode.equals("host") || mode.equals("none") || mode.startsWith("container:")) {
            throw conflict(container, "was made with --network " + mode)
                    .hint("make it again without that option");
        }
        for (NetworkOptions.Join join : NetworkSettings.of(container.settings()).joins()) {
            if (join.network().startsWith(NetworkName.CNI)) {
                throw conflict(container, "was made with --network " + join.network())
                        .hint("networks of CNI plugins go with others of theirs only");
            }
        }
    }

    private static void checkAddress(NetworkRecord network, Address address) {
        for (NetworkRecord.Pool pool : network.pools()) {
            if (PoolRange.of(pool).allows(address)) {
                return;
            }
        }
        throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "the address "
                                + address
                                + " is none that network "
                                + network.name()
                                + " can give")
                .hint("jong network inspect shows its subnets");
    }

    private void change(ContainerRecord container, String verb, UnaryOperator<Json.Obj> change) {
        container.readable();
        boolean running = containers.status(container) instanceof Status.Running;
        Optional<Hold> stopped =
                running ? Optional.empty() : containers.holdStopped(container.id());
        if (stopped.isEmpty()) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot " + verb + " container " + container.name() + " while it runs")
                    .hint("jong stop " + container.name());
        }
        try (Hold _ = stopped.get()) {
            rewrite(container, change);
        }
    }

    private void rewrite(ContainerRecord container, UnaryOperator<Json.Obj> change) {
        containers.rewrite(
                container.id(),
                json -> json.with("settings", change.apply(json.object("settings"))));
    }

    private void tell(String action, NetworkRecord network, ContainerRecord container) {
        containers
                .story()
                .journal()
                .append(
                        Event.network(
                                action,
                                network.id(),
                                network.name(),
                                network.driver(),
                                container.id()));
    }

    private static JongException conflict(ContainerRecord container, String what) {
        return JongException.of(ErrorKind.CONFLICT, "container " + container.name() + " " + what);
    }
}
