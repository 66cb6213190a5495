package dev.jong.cli;

import dev.jong.linux.HostProgram;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.host.Host;
import dev.jong.service.network.HostNetwork;
import dev.jong.service.network.MeantNetwork;
import dev.jong.service.network.NetworkParts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Puts together what connects containers to networks.
final class NetworkWiring {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Wiring wiring;

    NetworkWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The parts of an engine that is root on its host; empty for others.
    Optional<NetworkParts> parts() {
        Host host = wiring.host();
        boolean root =
                host.isolation() == Host.Isolation.ROOT
                        && host.identity().has(Capability.NET_ADMIN.number());
        return root
                ? Optional.of(
                        new NetworkParts(
                                wiring.containers(),
                                new MeantNetwork(wiring.containers(), HostNetwork.ofHost()),
                                wiring.runtimeDirectory(),
                                new NetworkPlans(host),
                                () -> HostProgram.find("nft", ENVIRONMENT, LONGEST)))
                : Optional.empty();
    }
}
