package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.network.address.Address;
import dev.jong.service.container.Containers;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.util.ArrayList;
import java.util.List;

/// `network update`: the servers that a network's name service asks.
public final class UpdateNetwork {
    private final Containers containers;
    private final MeantNetwork finding;

    /// @param containers of the store
    public UpdateNetwork(Containers containers, MeantNetwork finding) {
        this.containers = containers;
        this.finding = finding;
    }

    /// Adds and drops servers. One that is there already is not added twice.
    ///
    /// @param text name, id or the beginning of one
    /// @return the network as it is now
    /// @throws JongException NOT_FOUND without such a network, INVALID_ARGUMENT when it has no name service, or not the
    ///     server that is to be dropped
    public NetworkRecord servers(String text, List<String> added, List<String> dropped) {
        NetworkRecord meant = finding.connectable(text);
        Networks networks = containers.networks();
        try (Hold _ = networks.lock()) {
            NetworkRecord network =
                    networks.find(meant.id()).orElseThrow(() -> MeantNetwork.missing(text));
            if (!network.names().served()) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "network " + network.name() + " has no name service")
                        .hint("make one without --disable-dns");
            }
            List<String> servers = new ArrayList<>(network.names().servers());
            for (String server : dropped) {
                if (!servers.remove(Address.parse(server).toString())) {
                    throw JongException.of(
                                    ErrorKind.INVALID_ARGUMENT,
                                    "network " + network.name() + " has no server " + server)
                            .hint("jong network inspect shows what it has");
                }
            }
            for (String server : added) {
                String address = Address.parse(server).toString();
                if (!servers.contains(address)) {
                    servers.add(address);
                }
            }
            NetworkRecord changed = network.with(new NetworkRecord.Names(true, servers));
            networks.replace(changed);
            return changed;
        }
    }
}
