package dev.jong.service.network;

import dev.jong.network.address.Address;
import dev.jong.network.address.Subnet;
import dev.jong.network.name.Zone;
import dev.jong.store.network.NetworkRecord;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The names of one network: those of its containers that run.
final class NetworkZone implements Zone {
    private final String network;
    private final List<Subnet> subnets = new ArrayList<>();
    private final KnownEndpoints endpoints;

    NetworkZone(NetworkRecord network, KnownEndpoints endpoints) {
        this.network = network.id();
        this.endpoints = endpoints;
        network.pools().forEach(pool -> subnets.add(Subnet.parse(pool.subnet())));
    }

    @Override
    public Optional<List<InetAddress>> addresses(String name) {
        boolean known = false;
        List<InetAddress> addresses = new ArrayList<>();
        for (Members.Member member : endpoints.of(network).named(name)) {
            if (endpoints.runs(member.id())) {
                known = true;
                addresses.addAll(member.addresses());
            }
        }
        return known ? Optional.of(addresses) : Optional.empty();
    }

    @Override
    public List<String> names(InetAddress address) {
        List<String> names = new ArrayList<>();
        for (Members.Member member : endpoints.of(network).at(address)) {
            if (endpoints.runs(member.id())) {
                names.add(member.name());
            }
        }
        return names;
    }

    @Override
    public boolean contains(InetAddress address) {
        Address place = Address.of(address.getAddress());
        for (Subnet subnet : subnets) {
            if (subnet.contains(place)) {
                return true;
            }
        }
        return false;
    }
}
