package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.network.NetworkRecord;
import java.util.List;
import java.util.Map;

/// The networks that nobody makes and of which nothing is recorded: the host's own, and none at all.
final class Predefined {
    static final String HOST = "host";
    static final String NONE = "none";

    private Predefined() {}

    static List<NetworkRecord> all() {
        return List.of(host(), none());
    }

    static NetworkRecord host() {
        return network(HOST, "host");
    }

    static NetworkRecord none() {
        return network(NONE, "null");
    }

    /// Whether a network can't be made or removed by anybody.
    static boolean isPredefined(NetworkRecord network) {
        return network.driver().equals("host") || network.driver().equals("null");
    }

    private static NetworkRecord network(String name, String driver) {
        return new NetworkRecord(
                name,
                Digest.of(Text.bytes("network " + name)).hex(),
                0,
                driver,
                "",
                false,
                List.of(),
                new NetworkRecord.Names(false, List.of()),
                Map.of(),
                Map.of(),
                NetworkRecord.Shown.NOTHING);
    }
}
