package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.network.address.Subnet;
import dev.jong.oci.Digest;
import dev.jong.store.event.Event;
import dev.jong.store.event.EventJournal;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The network of containers for which nobody names one: `bridge`. It is there without having been made; its subnet is chosen
/// and written down when somebody first needs it.
public final class DefaultNetwork {
    private static final NetworkName NAME = new NetworkName(NetworkName.BRIDGE);

    private final Path store;
    private final Networks networks;
    private final HostNetwork host;
    private final EventJournal journal;

    /// @param store the store's directory: each store has a network of its own
    public DefaultNetwork(Path store, Networks networks, HostNetwork host, EventJournal journal) {
        this.store = store;
        this.networks = networks;
        this.host = host;
        this.journal = journal;
    }

    /// The network, made if it is missing.
    ///
    /// @throws dev.jong.base.JongException EXHAUSTED when no subnet is free, DATA_LOSS when its record is damaged
    public NetworkRecord provide() {
        Optional<NetworkRecord> known = networks.named(NAME);
        if (known.isPresent()) {
            return known.get();
        }
        try (Hold _ = networks.lock()) {
            Optional<NetworkRecord> first = networks.named(NAME);
            if (first.isPresent()) {
                return first.get();
            }
            NetworkRecord made = made();
            networks.create(made);
            journal.append(Event.network("create", made.id(), made.name(), made.driver()));
            return made;
        }
    }

    private NetworkRecord made() {
        String id = id();
        Subnet subnet = new PoolPlan(networks.all(), host.routes()).ofDefault();
        return network(
                id,
                Event.clock(),
                List.of(
                        new NetworkRecord.Pool(
                                subnet.toString(),
                                Optional.of(subnet.nth(1).toString()),
                                Optional.empty(),
                                Map.of())));
    }

    /// The network as lists show it, also when it is not made: the same but for its subnet.
    NetworkRecord outline() {
        Optional<NetworkRecord> known = networks.named(NAME);
        return known.isPresent() ? known.get() : network(id(), 0, List.of());
    }

    /// The same in each engine of the store, so that it is known before it is written down.
    private String id() {
        return Digest.of(Text.bytes("network bridge of " + Text.of(store))).hex();
    }

    private static NetworkRecord network(String id, long created, List<NetworkRecord.Pool> pools) {
        return new NetworkRecord(
                NetworkName.BRIDGE,
                id,
                created,
                "bridge",
                CreateNetwork.deviceOf(id),
                false,
                pools,
                new NetworkRecord.Names(false, List.of()),
                Map.of(),
                Map.of(),
                NetworkRecord.Shown.NOTHING);
    }
}
