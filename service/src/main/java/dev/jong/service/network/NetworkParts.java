package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The parts of networks of one engine that is root on its host, which share what is known about the kernel's.
public final class NetworkParts implements AutoCloseable {
    /// The store of root.
    private static final String USUAL = "/var/lib/jong";

    private final Containers containers;
    private final NetworkPlans plans;
    private final Firewall firewall;
    private final RaiseNetwork raising;
    private final DutyParts duty;
    private final ConnectContainer connector;

    /// @param networks finds those that are meant
    /// @param runtime the engine's runtime directory
    /// @param plans for this host
    /// @param nft the host's program; empty where it has none
    /// @param engine asked for when networks are first looked after
    public NetworkParts(
            Containers containers,
            MeantNetwork networks,
            Path runtime,
            NetworkPlans plans,
            Supplier<Optional<HostProgram>> nft,
            Supplier<EngineAround> engine) {
        NetworkPlaces places = NetworkPlaces.of(runtime);
        boolean usual = Text.of(containers.store()).equals(USUAL);
        this.containers = containers;
        this.plans = plans;
        this.firewall =
                new Firewall(
                        Firewall.tableFor(Text.of(runtime.getFileName()), usual),
                        places,
                        containers.networks(),
                        containers,
                        nft);
        this.raising = new RaiseNetwork(places, firewall, plans);
        this.duty = new DutyParts(containers, containers.networks(), places, firewall, engine);
        this.connector =
                new ConnectContainer(
                        containers,
                        networks::connectable,
                        places,
                        raising,
                        new PublishPorts(firewall, new FreePorts()),
                        firewall,
                        duty);
    }

    /// The duty of a front that looks after networks.
    ///
    /// @return whether it went away before all was done
    public boolean lookAfter(Front front) {
        return duty.run(front);
    }

    /// Whether networks are to be looked after, and nobody does because he was killed.
    ///
    /// @param runtime the engine's runtime directory
    public static boolean isForgotten(Path runtime) {
        return new DutyMark(NetworkPlaces.of(runtime).net()).isLeft();
    }

    /// The engine's end.
    @Override
    public void close() {
        duty.close();
    }

    /// What connects containers that are launched.
    public Connector connector() {
        return connector;
    }

    /// What connects and disconnects those that are there.
    public ChangeConnections changes() {
        return new RunningConnections(containers, connector, plans, firewall);
    }

    /// Who uses networks.
    public NetworkUse use() {
        return new LiveUse(containers, raising);
    }
}
