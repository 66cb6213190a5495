package dev.jong.service.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a new network is to be, as typed.
///
/// @param driver `bridge`, `macvlan` or `ipvlan`
/// @param device name of the bridge, or of the host's device that a macvlan or ipvlan belongs to; empty for the usual one
/// @param internal nothing leaves it
/// @param ignore a network of that name is no error
/// @param addresses its subnets and what lies in them
/// @param served containers find each other by name
/// @param servers addresses that other names are asked of; empty for the host's
/// @param options of the driver
/// @param labels of the user
/// @param attachable only shown
/// @param addressOptions only shown
/// @param routes of its containers, `SUBNET,GATEWAY[,METRIC]` each
public record NetworkWish(
        String name,
        String driver,
        String device,
        boolean internal,
        boolean ignore,
        Addresses addresses,
        boolean served,
        List<String> servers,
        Map<String, String> options,
        Map<String, String> labels,
        boolean attachable,
        Map<String, String> addressOptions,
        List<String> routes) {
    public NetworkWish {
        routes = List.copyOf(routes);
        servers = List.copyOf(servers);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        addressOptions = Collections.unmodifiableMap(new LinkedHashMap<>(addressOptions));
    }

    /// A bridge of which nobody said anything but the name.
    public static NetworkWish named(String name) {
        return new NetworkWish(
                name,
                "bridge",
                "",
                false,
                false,
                Addresses.USUAL,
                true,
                List.of(),
                Map.of(),
                Map.of(),
                false,
                Map.of(),
                List.of());
    }

    /// The same with addresses.
    public NetworkWish with(Addresses others) {
        return new NetworkWish(
                name,
                driver,
                device,
                internal,
                ignore,
                others,
                served,
                servers,
                options,
                labels,
                attachable,
                addressOptions,
                routes);
    }

    /// Addresses of a network.
    ///
    /// @param version4 it has some of IPv4, chosen where no subnet is given
    /// @param version6 the same for IPv6; a subnet of it says so too
    /// @param gateways of the subnets that they lie in; so are `ranges`, and the addresses of `reserved` by their names
    public record Addresses(
            boolean version4,
            boolean version6,
            List<String> subnets,
            List<String> gateways,
            List<String> ranges,
            Map<String, String> reserved) {
        /// IPv4, all of it chosen.
        public static final Addresses USUAL =
                new Addresses(true, false, List.of(), List.of(), List.of(), Map.of());

        public Addresses {
            subnets = List.copyOf(subnets);
            gateways = List.copyOf(gateways);
            ranges = List.copyOf(ranges);
            reserved = Collections.unmodifiableMap(new LinkedHashMap<>(reserved));
        }
    }
}
