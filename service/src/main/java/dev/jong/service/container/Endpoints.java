package dev.jong.service.container;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.util.ArrayList;
import java.util.List;

/// How a container is connected while it runs: the content of a file of the runtime directory, which goes with the
/// container's end and with a reboot.
///
/// @param id the container's
/// @param name what it is called
/// @param networks in the order of their devices
/// @param ports as they are published
/// @param hostname its host name; empty where it has none of its own
public record Endpoints(
        String id, String name, List<Endpoint> networks, List<Binding> ports, String hostname) {
    /// Of a container that is connected to nothing.
    public static final Endpoints NONE = new Endpoints("", "", List.of(), List.of());

    /// Of a container without a host name.
    public Endpoints(String id, String name, List<Endpoint> networks, List<Binding> ports) {
        this(id, name, networks, ports, "");
    }

    public Endpoints {
        networks = List.copyOf(networks);
        ports = List.copyOf(ports);
    }

    /// One network. All addresses are text; empty where there is none.
    ///
    /// @param network its name, and `networkId` its id
    /// @param device what it is called in the container
    /// @param host what its other end is called on the host; empty where it has none
    /// @param address with the length of the subnet's prefix: `172.17.0.2/16`; `address6` likewise
    /// @param hardware MAC address
    /// @param names aliases of the container there
    /// @param publishes whether the container's ports lead to its address there
    /// @param leads whether it is the container's way out
    /// @param late whether it was added to a container that ran: its parent does not know of it
    public record Endpoint(
            String network,
            String networkId,
            String device,
            String host,
            String address,
            String gateway,
            String address6,
            String gateway6,
            String hardware,
            List<String> names,
            boolean publishes,
            boolean leads,
            boolean late) {
        /// One that a container is started with.
        public Endpoint(
                String network,
                String networkId,
                String device,
                String host,
                String address,
                String gateway,
                String address6,
                String gateway6,
                String hardware,
                List<String> names,
                boolean publishes,
                boolean leads) {
            this(
                    network, networkId, device, host, address, gateway, address6, gateway6,
                    hardware, names, publishes, leads, false);
        }

        public Endpoint {
            names = List.copyOf(names);
        }

        /// The same, added to a container that runs.
        public Endpoint added() {
            return new Endpoint(
                    network, networkId, device, host, address, gateway, address6, gateway6,
                    hardware, names, publishes, leads, true);
        }

        /// The address alone, empty where there is none.
        public String ip() {
            return before(address);
        }

        /// The IPv6 address alone, empty where there is none.
        public String ip6() {
            return before(address6);
        }

        /// Length of the prefix of its IPv4 address, 0 where there is none.
        public int prefix() {
            return length(address);
        }

        /// Length of the prefix of its IPv6 address, 0 where there is none.
        public int prefix6() {
            return length(address6);
        }

        private static String before(String address) {
            int slash = address.indexOf('/');
            return slash < 0 ? address : address.substring(0, slash);
        }

        private static int length(String address) {
            int slash = address.indexOf('/');
            return slash < 0 ? 0 : Integer.parseInt(address, slash + 1, address.length(), 10);
        }
    }

    /// A port of the container that is published.
    ///
    /// @param address of the host, `0.0.0.0` for all
    /// @param host port there
    public record Binding(String address, int host, NetworkOptions.Port port) {
        /// Whether two are the same port of the host, on whatever addresses.
        public boolean isSamePlace(Binding other) {
            return host == other.host && port.protocol().equals(other.port.protocol());
        }
    }

    /// The same for a container that is called otherwise.
    public Endpoints named(String otherName) {
        return new Endpoints(id, otherName, networks, ports, hostname);
    }

    /// The same for a container with a host name.
    public Endpoints hosting(String otherHostname) {
        return new Endpoints(id, name, networks, ports, otherHostname);
    }

    /// The file's content.
    public byte[] bytes() {
        List<Json> all = new ArrayList<>();
        for (Endpoint one : networks) {
            all.add(
                    Json.object()
                            .put("network", one.network())
                            .put("networkId", one.networkId())
                            .put("device", one.device())
                            .put("host", one.host())
                            .put("address", one.address())
                            .put("gateway", one.gateway())
                            .put("address6", one.address6())
                            .put("gateway6", one.gateway6())
                            .put("hardware", one.hardware())
                            .put("names", Json.of(one.names()))
                            .put("publishes", one.publishes())
                            .put("leads", one.leads())
                            .put("late", one.late())
                            .build());
        }
        List<Json> published = new ArrayList<>();
        for (Binding one : ports) {
            published.add(
                    Json.object()
                            .put("address", one.address())
                            .put("host", one.host())
                            .put("port", one.port().number())
                            .put("protocol", one.port().protocol())
                            .build());
        }
        return JsonPrinter.bytes(
                Json.object()
                        .put("id", id)
                        .put("name", name)
                        .put("networks", new Json.Arr(all))
                        .put("ports", new Json.Arr(published))
                        .put("hostname", hostname)
                        .build());
    }

    /// Reads the file's content.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is something else
    public static Endpoints parse(byte[] bytes) {
        Json.Obj json = JsonParser.parseObject(bytes);
        List<Endpoint> networks = new ArrayList<>();
        for (Json.Obj one : json.objects("networks")) {
            networks.add(
                    new Endpoint(
                            one.text("network"),
                            one.text("networkId"),
                            one.text("device"),
                            one.text("host"),
                            one.text("address"),
                            one.text("gateway"),
                            one.text("address6"),
                            one.text("gateway6"),
                            one.text("hardware"),
                            one.strings("names"),
                            one.bool("publishes"),
                            one.bool("leads"),
                            one.bool("late")));
        }
        List<Binding> ports = new ArrayList<>();
        for (Json.Obj one : json.objects("ports")) {
            ports.add(
                    new Binding(
                            one.text("address"),
                            one.number("host").orElse(0L).intValue(),
                            new NetworkOptions.Port(
                                    one.number("port").orElse(0L).intValue(),
                                    one.text("protocol"))));
        }
        return new Endpoints(
                json.text("id"), json.text("name"), networks, ports, json.text("hostname"));
    }
}
