package dev.jong.cli;

import dev.jong.linux.HostProgram;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.Connector;
import dev.jong.service.network.KnownNetworks;
import dev.jong.service.network.NetworkParts;
import dev.jong.store.network.Networks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Puts together what connects containers to networks.
final class NetworkWiring {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Wiring wiring;

    NetworkWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// What connects containers of this engine.
    Connector connector() {
        Host host = wiring.host();
        boolean root =
                host.isolation() == Host.Isolation.ROOT
                        && host.identity().has(Capability.NET_ADMIN.number());
        return root ? parts().connector() : Connector.NONE;
    }

    private NetworkParts parts() {
        return new NetworkParts(
                wiring.containers(),
                networks(),
                wiring.runtimeDirectory(),
                new NetworkPlans(wiring.host()),
                () -> HostProgram.find("nft", ENVIRONMENT, LONGEST));
    }

    KnownNetworks networks() {
        return new KnownNetworks(
                new Networks(wiring.containers().store(), InstantSource.system()),
                InstantSource.system());
    }
}
