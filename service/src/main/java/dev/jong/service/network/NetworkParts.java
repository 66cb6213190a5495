package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Containers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The parts of networks of one engine, which share what is known about the kernel's.
public final class NetworkParts {
    /// The store of root.
    private static final String USUAL = "/var/lib/jong";

    private final Containers containers;
    private final KnownNetworks networks;
    private final NetworkPlaces places;
    private final Firewall firewall;
    private final RaiseNetwork raising;

    /// @param runtime the engine's runtime directory
    /// @param plans for this host
    /// @param nft the host's program; empty where it has none
    public NetworkParts(
            Containers containers,
            KnownNetworks networks,
            Path runtime,
            NetworkPlans plans,
            Supplier<Optional<HostProgram>> nft) {
        this.containers = containers;
        this.networks = networks;
        this.places = NetworkPlaces.of(runtime);
        boolean usual = Text.of(containers.store()).equals(USUAL);
        this.firewall =
                new Firewall(
                        Firewall.tableFor(Text.of(runtime.getFileName()), usual),
                        places,
                        networks.records(),
                        containers,
                        nft);
        this.raising = new RaiseNetwork(places, firewall, plans);
    }

    /// What connects containers.
    public Connector connector() {
        return new ConnectContainer(
                containers,
                networks,
                places,
                raising,
                new PublishPorts(firewall, new FreePorts()),
                firewall,
                front -> {});
    }
}
