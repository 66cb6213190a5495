package dev.jong.service.network;

import dev.jong.network.address.Address;
import dev.jong.network.address.HardwareAddress;
import dev.jong.network.address.Subnet;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import dev.jong.store.network.NetworkRecord;
import java.util.List;
import java.util.Optional;

/// One network that a container is connected to, with what it has there.
///
/// @param join as it was asked for
/// @param addresses at most one of each family
/// @param device name in the container, and `index` its number there
/// @param host name of the other end on the host, and `hostIndex` its number there
/// @param gateway whether its gateways are the container's ways out
record Connection(
        NetworkRecord network,
        NetworkOptions.Join join,
        List<Place> addresses,
        HardwareAddress hardware,
        String device,
        int index,
        String host,
        int hostIndex,
        boolean gateway) {
    /// An address in a subnet.
    ///
    /// @param gateway of the subnet
    record Place(Subnet subnet, Address address, Optional<Address> gateway) {
        private String text() {
            return address + "/" + subnet.length();
        }
    }

    Connection {
        addresses = List.copyOf(addresses);
    }

    /// Its address of a family.
    Optional<Place> of(boolean version6) {
        for (Place place : addresses) {
            if (place.subnet().version6() == version6) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /// What is written down about it.
    Endpoints.Endpoint endpoint() {
        Optional<Place> four = of(false);
        Optional<Place> six = of(true);
        return new Endpoints.Endpoint(
                network.name(),
                network.id(),
                device,
                network.isBridge() ? host : "",
                four.map(Place::text).orElse(""),
                gateway(four),
                six.map(Place::text).orElse(""),
                gateway(six),
                ParentLink.hasHardware(network) ? hardware.toString() : "",
                join.aliases(),
                gateway && network.isBridge(),
                gateway);
    }

    private static String gateway(Optional<Place> place) {
        return place.flatMap(Place::gateway).map(Address::toString).orElse("");
    }
}
