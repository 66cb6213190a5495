package dev.jong.service.network;

import dev.jong.network.name.Limits;
import dev.jong.network.name.NameServer;
import dev.jong.network.name.NameSockets;
import dev.jong.network.name.ServedNetwork;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Opens the name server of a network, on the addresses that the host has there.
final class OpenNames implements NameServers.Opening {
    private static final int PORT = 53;

    private final Networks networks;
    private final KnownEndpoints endpoints;
    private final EngineAround around;

    OpenNames(Networks networks, KnownEndpoints endpoints, EngineAround around) {
        this.around = around;
        this.networks = networks;
        this.endpoints = endpoints;
    }

    @Override
    public AutoCloseable open(NetworkRecord network) {
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkRecord.Pool pool : network.pools()) {
            pool.gateway().map(InetAddress::ofLiteral).ifPresent(addresses::add);
        }
        ServedNetwork served =
                new ServedNetwork(
                        network.name(), network.internal(), new NetworkZone(network, endpoints));
        return NameServer.start(
                NameSockets.open(addresses, PORT),
                served,
                around.asking().apply(() -> servers(network)),
                Limits.USUAL);
    }

    /// Read anew: they can be changed while the network is used.
    private List<InetSocketAddress> servers(NetworkRecord network) {
        Optional<NetworkRecord> now = networks.named(new NetworkName(network.name()));
        List<String> own = now.orElse(network).names().servers();
        if (own.isEmpty()) {
            return around.hostServers().get();
        }
        List<InetSocketAddress> servers = new ArrayList<>();
        own.forEach(
                server -> servers.add(new InetSocketAddress(InetAddress.ofLiteral(server), PORT)));
        return servers;
    }
}
