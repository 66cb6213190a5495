package dev.jong.cli;

import dev.jong.cli.engine.Lifetime;
import dev.jong.linux.HostProgram;
import dev.jong.network.name.UpstreamServers;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.Connector;
import dev.jong.service.duty.DutyFronts;
import dev.jong.service.network.EngineAround;
import dev.jong.service.network.HostNetwork;
import dev.jong.service.network.MeantNetwork;
import dev.jong.service.network.NetworkParts;
import dev.jong.service.network.PastaConnector;
import dev.jong.service.network.UserNetworks;
import dev.jong.service.system.ExamineNetworks;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Puts together what connects containers to networks.
final class NetworkWiring {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Wiring wiring;
    private final Lifetime lifetime;

    NetworkWiring(Wiring wiring, Lifetime lifetime) {
        this.wiring = wiring;
        this.lifetime = lifetime;
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
                                () -> HostProgram.find("nft", ENVIRONMENT, LONGEST),
                                this::around))
                : Optional.empty();
    }

    private EngineAround around() {
        DutyFronts fronts = new DutyWiring(wiring).duties();
        return new EngineAround(
                new DutyPlans(wiring.host()),
                new ControlPlans(wiring.host()),
                front -> fronts.takeUp(front.caller().program(), DutyWiring.NETWORKS, ""),
                lifetime::isLeaving,
                servers -> new UpstreamServers(servers, new SecureRandom()),
                lifetime::trouble);
    }

    /// What connects containers of this engine, given the parts of root's.
    Connector connector(Optional<NetworkParts> parts) {
        if (parts.isPresent()) {
            return parts.get().connector();
        }
        return wiring.host().isolation() == Host.Isolation.ROOTLESS
                ? new PastaConnector(
                        wiring.containers(),
                        wiring.runtimeDirectory(),
                        userNetworks(),
                        HostNetwork.ofHost())
                : Connector.NONE;
    }

    /// What `doctor` says of networks.
    ExamineNetworks examine() {
        return new ExamineNetworks(
                HostProgram.find("nft", ENVIRONMENT, LONGEST).isPresent(),
                wiring.host().identity().has(Capability.NET_ADMIN.number()),
                userNetworks());
    }

    private static UserNetworks userNetworks() {
        return UserNetworks.find(ENVIRONMENT.getOrDefault("PATH", ""));
    }
}
