package dev.jong.cli;

import dev.jong.base.Text;
import dev.jong.cli.engine.Lifetime;
import dev.jong.linux.HostProgram;
import dev.jong.network.name.ResolvConf;
import dev.jong.network.name.UpstreamServers;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.SwitchLaunch;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Front;
import dev.jong.service.duty.DutyFronts;
import dev.jong.service.network.EngineAround;
import dev.jong.service.network.HostNetwork;
import dev.jong.service.network.MeantNetwork;
import dev.jong.service.network.NetworkKit;
import dev.jong.service.network.NetworkParts;
import dev.jong.service.network.PastaConnector;
import dev.jong.service.network.SwitchLife;
import dev.jong.service.network.UserNetworks;
import dev.jong.service.network.UserSwitch;
import dev.jong.service.system.ExamineNetworks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts together what connects containers to networks.
final class NetworkWiring {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin");
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Path RESOLV_CONF = Path.of(ResolvConf.HOST);

    private final Wiring wiring;
    private final Lifetime lifetime;

    NetworkWiring(Wiring wiring, Lifetime lifetime) {
        this.wiring = wiring;
        this.lifetime = lifetime;
    }

    /// The parts of an engine that is root on its host or in a user namespace; empty for others.
    Optional<NetworkParts> parts() {
        Host host = wiring.host();
        if (host.isolation() == Host.Isolation.ROOTLESS) {
            return Optional.of(ofUser());
        }
        boolean root =
                host.isolation() == Host.Isolation.ROOT
                        && host.identity().has(Capability.NET_ADMIN.number());
        return root
                ? Optional.of(
                        NetworkParts.ofRoot(
                                kit(),
                                NetworkWiring::nft,
                                () -> around(ResolvConf.here(RESOLV_CONF)),
                                host.identity().uid()))
                : Optional.empty();
    }

    private NetworkParts ofUser() {
        UserNetworks programs = userNetworks();
        HostNetwork network = HostNetwork.ofHost();
        return NetworkParts.ofUser(
                kit(),
                new UserSwitch.Surroundings(
                        new SwitchLaunch(wiring.host()),
                        programs,
                        network,
                        wiring.containers().store(),
                        wiring.runtimeDirectory(),
                        System.getenv()),
                new PastaConnector(
                        wiring.containers(), wiring.runtimeDirectory(), programs, network),
                NetworkWiring::nftOf);
    }

    private NetworkKit kit() {
        return new NetworkKit(
                wiring.containers(),
                new MeantNetwork(wiring.containers(), HostNetwork.ofHost()),
                wiring.runtimeDirectory(),
                new NetworkPlans(wiring.host()));
    }

    private static Optional<HostProgram> nft() {
        return HostProgram.find("nft", ENVIRONMENT, LONGEST);
    }

    /// The engine itself can't go where that process is.
    private static Optional<HostProgram> nftOf(long process) {
        Optional<HostProgram> nsenter = HostProgram.find("nsenter", ENVIRONMENT, LONGEST);
        Optional<Path> nft = HostProgram.locate("nft", ENVIRONMENT.getOrDefault("PATH", ""));
        return nsenter.isPresent() && nft.isPresent()
                ? Optional.of(
                        nsenter.get()
                                .with(
                                        List.of(
                                                "--net=/proc/" + process + "/ns/net",
                                                "--",
                                                Text.of(nft.get()))))
                : Optional.empty();
    }

    /// The duty of a front that lives where an ordinary user's bridges are.
    void live(Front front) {
        ResolvConf servers = ResolvConf.elsewhere(RESOLV_CONF, Path.of(ResolvConf.BEHIND));
        new SwitchLife(kit(), NetworkWiring::nft, () -> around(servers)).run(front);
    }

    private EngineAround around(ResolvConf servers) {
        DutyFronts fronts = new DutyWiring(wiring).duties();
        return new EngineAround(
                new DutyPlans(wiring.host()),
                new ControlPlans(wiring.host()),
                front -> fronts.takeUp(front.caller().program(), DutyWiring.NETWORKS, ""),
                lifetime::isLeaving,
                servers,
                asked -> new UpstreamServers(asked, new SecureRandom()),
                lifetime::trouble);
    }

    /// What connects containers of this engine, given the parts of root's.
    Connector connector(Optional<NetworkParts> parts) {
        return parts.isPresent() ? parts.get().connector() : Connector.NONE;
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
