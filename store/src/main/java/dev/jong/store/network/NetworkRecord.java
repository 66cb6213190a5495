package dev.jong.store.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a network: the content of its record. Addresses are text that was checked when the network was made.
///
/// @param id 64 hexadecimal digits
/// @param created nanoseconds since 1970
/// @param driver `bridge`, `macvlan` or `ipvlan`
/// @param device name of the bridge on the host, at most 15 characters; for macvlan and ipvlan that of the host's
///     device they belong to, empty for one of their own that leads nowhere
/// @param internal nothing leaves it
/// @param pools subnets, at most one of each family
/// @param names what its name service does
/// @param options of the driver, as they were given
/// @param labels of the user
/// @param shown what is only kept to be shown
/// @param routes that its containers have besides
public record NetworkRecord(
        String name,
        String id,
        long created,
        String driver,
        String device,
        boolean internal,
        List<Pool> pools,
        Names names,
        Map<String, String> options,
        Map<String, String> labels,
        Shown shown,
        List<Route> routes) {

    /// A network without further routes.
    public NetworkRecord(
            String name,
            String id,
            long created,
            String driver,
            String device,
            boolean internal,
            List<Pool> pools,
            Names names,
            Map<String, String> options,
            Map<String, String> labels,
            Shown shown) {
        this(
                name, id, created, driver, device, internal, pools, names, options, labels, shown,
                List.of());
    }

    public NetworkRecord {
        pools = List.copyOf(pools);
        routes = List.copyOf(routes);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /// A subnet and how its addresses are given out.
    ///
    /// @param subnet `10.89.0.0/24`, the address being the first of the block
    /// @param gateway the host's address in it; empty where the network has none
    /// @param range part of the subnet that addresses are given out of, written like it; empty for all
    /// @param reserved names and addresses that nobody gets
    public record Pool(
            String subnet,
            Optional<String> gateway,
            Optional<String> range,
            Map<String, String> reserved) {
        public Pool {
            reserved = Collections.unmodifiableMap(new LinkedHashMap<>(reserved));
        }
    }

    /// A way of containers to somewhere else.
    ///
    /// @param subnet where to, the address being the first of the block
    /// @param gateway an address of the network
    /// @param metric 0 for the kernel's choice
    public record Route(String subnet, String gateway, int metric) {}

    /// The name service of a network.
    ///
    /// @param served containers find each other by name
    /// @param servers addresses that other names are asked of; empty for the host's
    public record Names(boolean served, List<String> servers) {
        public Names {
            servers = List.copyOf(servers);
        }
    }

    /// What other engines have and here nothing looks at.
    ///
    /// @param attachable `--attachable`
    /// @param addressOptions `--ipam-opt`
    public record Shown(boolean attachable, Map<String, String> addressOptions) {
        /// Nothing was said.
        public static final Shown NOTHING = new Shown(false, Map.of());

        public Shown {
            addressOptions = Collections.unmodifiableMap(new LinkedHashMap<>(addressOptions));
        }
    }

    /// The same with another name service.
    public NetworkRecord with(Names others) {
        return new NetworkRecord(
                name, id, created, driver, device, internal, pools, others, options, labels, shown,
                routes);
    }

    /// Whether it is a bridge of the host, which has the gateways' addresses then.
    public boolean isBridge() {
        return driver.equals("bridge");
    }

    /// Whether containers find each other by name. On devices of the host's it has no address to answer at.
    public boolean hasNames() {
        return names.served() && isBridge();
    }

    /// The first twelve digits of the id, as tables show it.
    public String shortId() {
        return id.substring(0, 12);
    }
}
