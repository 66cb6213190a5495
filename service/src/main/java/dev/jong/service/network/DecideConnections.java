package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.address.AddressRange;
import dev.jong.network.address.HardwareAddress;
import dev.jong.service.container.NetworkOptions;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what a container has in each of its networks.
final class DecideConnections {
    /// How many devices of a container have names on the host.
    private static final int MOST = Character.MAX_RADIX;

    private final FindNetwork networks;
    private final Claims claims;

    DecideConnections(FindNetwork networks, Claims claims) {
        this.networks = networks;
        this.claims = claims;
    }

    /// @param container the id
    /// @param first which of the container's devices the first of these is
    /// @param leads whether one of them is to be its way out
    /// @param made gets each as soon as its addresses are claimed: what is to be given back when a later one fails
    void claim(
            String container,
            List<NetworkOptions.Join> joins,
            int first,
            boolean leads,
            List<Connection> made) {
        decide(container, joins, first, leads, made, true);
    }

    /// The same without claiming anything.
    List<Connection> preview(String container, List<NetworkOptions.Join> joins) {
        List<Connection> made = new ArrayList<>();
        decide(container, joins, 0, true, made, false);
        return made;
    }

    private void decide(
            String container,
            List<NetworkOptions.Join> joins,
            int first,
            boolean leads,
            List<Connection> made,
            boolean claiming) {
        if (first + joins.size() > MOST) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "cannot connect a container to more than " + MOST + " networks");
        }
        List<NetworkRecord> all = new ArrayList<>();
        joins.forEach(join -> all.add(networks.find(join.network())));
        int wayOut = wayOut(joins, all);
        int start = KernelNames.start(System.nanoTime());
        for (int i = 0; i < joins.size(); i++) {
            NetworkOptions.Join join = joins.get(i);
            NetworkRecord network = all.get(i);
            int place = first + i;
            refuseHardware(network, join); // Before anything is claimed.
            List<Connection.Place> addresses = addresses(container, network, join, claiming);
            made.add(
                    new Connection(
                            network,
                            join,
                            addresses,
                            hardware(container, join, addresses, place),
                            join.device().orElse("eth" + place),
                            KernelNames.innerIndex(place),
                            KernelNames.pair(container, start, place),
                            KernelNames.pairIndex(container, start, place),
                            leads && i == wayOut));
        }
    }

    /// The network with the highest priority; of several the first that leads out.
    private static int wayOut(List<NetworkOptions.Join> joins, List<NetworkRecord> all) {
        int best = -1;
        for (int i = 0; i < joins.size(); i++) {
            boolean leads = !all.get(i).internal();
            if (leads && (best < 0 || joins.get(i).priority() > joins.get(best).priority())) {
                best = i;
            }
        }
        return best;
    }

    private static void refuseHardware(NetworkRecord network, NetworkOptions.Join join) {
        if (join.hardware().isPresent() && !ParentLink.hasHardware(network)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot give the container a hardware address: in network "
                                    + network.name()
                                    + " it has that of the host's device")
                    .hint("leave --mac-address out");
        }
    }

    private static HardwareAddress hardware(
            String container,
            NetworkOptions.Join join,
            List<Connection.Place> addresses,
            int place) {
        if (join.hardware().isPresent()) {
            return HardwareAddress.parse(join.hardware().get());
        }
        return addresses.isEmpty() || addresses.getFirst().subnet().version6()
                ? HardwareAddress.hashed(container + place)
                : HardwareAddress.of(addresses.getFirst().address());
    }

    private List<Connection.Place> addresses(
            String container, NetworkRecord network, NetworkOptions.Join join, boolean claiming) {
        List<Connection.Place> all = new ArrayList<>();
        for (NetworkRecord.Pool pool : network.pools()) {
            AddressRange range = PoolRange.of(pool);
            boolean version6 = range.subnet().version6();
            Optional<Address> asked =
                    (version6 ? join.address6() : join.address()).map(Address::parse);
            Address address = address(container, network, range, asked, claiming);
            all.add(
                    new Connection.Place(
                            range.subnet(), address, pool.gateway().map(Address::parse)));
        }
        refuseOther(network, join, all);
        return all;
    }

    private Address address(
            String container,
            NetworkRecord network,
            AddressRange range,
            Optional<Address> asked,
            boolean claiming) {
        if (asked.isEmpty()) {
            return claiming
                    ? claims.next(network, range, container)
                    : claims.preview(network, range);
        }
        Address wanted = asked.get();
        if (!range.allows(wanted)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot give the container "
                                    + wanted
                                    + " in network "
                                    + network.name()
                                    + ": it is not one of "
                                    + range.subnet()
                                    + " that containers may have")
                    .hint("jong network inspect " + network.name());
        }
        if (claiming) {
            claims.one(network, wanted, container);
        }
        return wanted;
    }

    private static void refuseOther(
            NetworkRecord network, NetworkOptions.Join join, List<Connection.Place> places) {
        boolean four = false;
        boolean six = false;
        for (Connection.Place place : places) {
            four |= !place.subnet().version6();
            six |= place.subnet().version6();
        }
        if (join.address().isPresent() && !four || join.address6().isPresent() && !six) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot give the container that address: network "
                                    + Text.printable(network.name())
                                    + " has no subnet of its family")
                    .hint("jong network create --subnet SUBNET NAME");
        }
    }
}
