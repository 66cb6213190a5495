package dev.jong.service.network;

import dev.jong.service.container.Endpoints;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Networks and connections as tests have them.
final class Connected {
    private Connected() {}

    /// A bridge network with names, whose id follows from its name.
    static NetworkRecord network(String name, String... subnets) {
        List<NetworkRecord.Pool> pools = new ArrayList<>();
        for (String subnet : subnets) {
            pools.add(new NetworkRecord.Pool(subnet, Optional.empty(), Optional.empty(), Map.of()));
        }
        return new NetworkRecord(
                name,
                name + "0".repeat(64 - name.length()),
                1,
                "bridge",
                "jg" + name,
                false,
                pools,
                new NetworkRecord.Names(true, List.of()),
                Map.of(),
                Map.of(),
                NetworkRecord.Shown.NOTHING);
    }

    static Endpoints.Endpoint endpoint(NetworkRecord network, String address, String... aliases) {
        return new Endpoints.Endpoint(
                network.name(),
                network.id(),
                "eth0",
                "",
                address + "/16",
                "",
                "",
                "",
                "",
                List.of(aliases),
                false,
                false);
    }
}
