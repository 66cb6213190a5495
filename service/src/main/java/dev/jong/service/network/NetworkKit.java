package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.service.container.Containers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// What the parts of networks of any engine are made of.
///
/// @param networks finds those that are meant
/// @param runtime the engine's runtime directory
/// @param plans for this host
public record NetworkKit(
        Containers containers, MeantNetwork networks, Path runtime, NetworkPlans plans) {
    /// The store of root.
    private static final String USUAL = "/var/lib/jong";

    NetworkPlaces places() {
        return NetworkPlaces.of(runtime);
    }

    /// @param everywhere as for [Firewall]
    Firewall firewall(
            NetworkPlaces places, Supplier<Optional<HostProgram>> nft, boolean everywhere) {
        boolean usual = Text.of(containers.store()).equals(USUAL);
        String table = Firewall.tableFor(Text.of(runtime.getFileName()), usual);
        return new Firewall(table, places, containers.networks(), containers, nft, everywhere);
    }
}
