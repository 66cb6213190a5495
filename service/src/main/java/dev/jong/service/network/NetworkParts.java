package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Containers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The parts of networks of one engine that is root on its host, which share what is known about the kernel's.
public final class NetworkParts {
    /// The store of root.
    private static final String USUAL = "/var/lib/jong";

    private final Containers containers;
    private final NetworkPlans plans;
    private final Firewall firewall;
    private final RaiseNetwork raising;
    private final ConnectContainer connector;

    /// @param networks finds those that are meant
    /// @param runtime the engine's runtime directory
    /// @param plans for this host
    /// @param nft the host's program; empty where it has none
    public NetworkParts(
            Containers containers,
            MeantNetwork networks,
            Path runtime,
            NetworkPlans plans,
            Supplier<Optional<HostProgram>> nft) {
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
        this.connector =
                new ConnectContainer(
                        containers,
                        networks::connectable,
                        places,
                        raising,
                        new PublishPorts(firewall, new FreePorts()),
                        firewall,
                        front -> {});
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
