package dev.jong.service.network;

import dev.jong.network.address.Address;
import dev.jong.network.address.AddressRange;
import dev.jong.network.address.Subnet;
import dev.jong.store.network.NetworkRecord;
import java.util.HashSet;
import java.util.Set;

/// The addresses that containers get of a subnet of a network.
final class PoolRange {
    private PoolRange() {}

    static AddressRange of(NetworkRecord.Pool pool) {
        Subnet subnet = Subnet.parse(pool.subnet());
        Set<Address> kept = new HashSet<>();
        pool.gateway().ifPresent(gateway -> kept.add(Address.parse(gateway)));
        pool.reserved().values().forEach(address -> kept.add(Address.parse(address)));
        return new AddressRange(subnet, pool.range().map(Subnet::parse).orElse(subnet), kept);
    }
}
