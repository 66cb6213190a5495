package dev.jong.service.network;

import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What looks after networks, made when somebody needs it: most commands do not.
final class DutyParts implements NetworkDuty, AutoCloseable {
    private final Containers containers;
    private final Networks networks;
    private final NetworkPlaces places;
    private final Firewall firewall;
    private final Supplier<EngineAround> engine;
    private final UnaryOperator<NameServers.Opening> serving;
    private final BiConsumer<String, Front> ended;

    /// Guarded by this object.
    private @Nullable LookAfterNetworks made;

    /// @param serving goes with the opening of each name server
    /// @param ended sees to what a container left, of which a file is there still
    DutyParts(
            Containers containers,
            NetworkPlaces places,
            Firewall firewall,
            Supplier<EngineAround> engine,
            UnaryOperator<NameServers.Opening> serving,
            BiConsumer<String, Front> ended) {
        this.ended = ended;
        this.serving = serving;
        this.containers = containers;
        this.networks = containers.networks();
        this.places = places;
        this.firewall = firewall;
        this.engine = engine;
    }

    @Override
    public void serve(NetworkRecord network, Front front) {
        get().serve(network, front);
    }

    @Override
    public void publishes() {
        get().publishes();
    }

    @Override
    public void begun(Front front) {
        get().begun(front);
    }

    /// @param unfinished finishes what others left half done
    boolean run(Front front, Consumer<Front> unfinished) {
        return get().run(front, unfinished);
    }

    @Override
    public void close() {
        LookAfterNetworks known;
        synchronized (this) {
            known = made;
        }
        if (known != null) {
            known.close();
        }
    }

    private synchronized LookAfterNetworks get() {
        LookAfterNetworks known = made;
        if (known == null) {
            known = make(engine.get());
            made = known;
        }
        return known;
    }

    private LookAfterNetworks make(EngineAround around) {
        KnownEndpoints endpoints = new KnownEndpoints(containers.endpoints(), containers::runs);
        NetworkWatch watch =
                new NetworkWatch(
                        new NameServers(serving.apply(new OpenNames(networks, endpoints, around))),
                        new NetworkWatch.Sights(endpoints, this::up, System::nanoTime),
                        new LockedTable(firewall, places),
                        NetworkWatch.Pace.USUAL,
                        around.trouble());
        return new LookAfterNetworks(
                watch, endpoints, containers, new DutyMark(places.net()), around, ended);
    }

    /// Networks that are in the kernel.
    private List<NetworkRecord> up() {
        List<NetworkRecord> up = new ArrayList<>();
        for (NetworkRecord network : networks.all()) {
            if (Files.exists(places.up(network.id()))) {
                up.add(network);
            }
        }
        return up;
    }
}
