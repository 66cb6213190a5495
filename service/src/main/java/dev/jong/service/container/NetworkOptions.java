package dev.jong.service.container;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was asked of networks: parsed and typed, nothing looked up yet.
///
/// @param joins networks to be connected to; empty for the default one, where the mode of the network allows it
/// @param ports to be published on the host, one for each port of the container
/// @param publishAll publish what is exposed too, on ports of the host that are free
/// @param exposed ports the container says it serves, besides those of its image
/// @param links `--link`
public record NetworkOptions(
        List<Join> joins,
        List<Publish> ports,
        boolean publishAll,
        List<Port> exposed,
        List<Link> links) {
    /// Nothing was asked for.
    public static final NetworkOptions NONE =
            new NetworkOptions(List.of(), List.of(), false, List.of(), List.of());

    public NetworkOptions {
        joins = List.copyOf(joins);
        ports = List.copyOf(ports);
        exposed = List.copyOf(exposed);
        links = List.copyOf(links);
    }

    /// Whether anything was asked for that takes a network of the container's own which is connected.
    public boolean isEmpty() {
        return joins.isEmpty() && ports.isEmpty() && !publishAll && links.isEmpty();
    }

    /// The same for a container whose image says that it serves these too.
    ///
    /// @param image `80/tcp` each
    public NetworkOptions exposing(List<String> image) {
        if (image.isEmpty()) {
            return this;
        }
        Set<Port> all = new LinkedHashSet<>(exposed);
        for (String text : image) {
            Port.find(text).ifPresent(all::add);
        }
        return new NetworkOptions(joins, ports, publishAll, List.copyOf(all), links);
    }

    /// One network to be connected to.
    ///
    /// @param network name or id, or `default`
    /// @param aliases other names of the container there
    /// @param address IPv4 address that it is to have, and `address6` the IPv6 one
    /// @param hardware its MAC address, six pairs of hexadecimal digits with colons
    /// @param device name of the device in the container
    /// @param options of the driver for this connection
    /// @param priority the network with the highest gives the default route
    public record Join(
            String network,
            List<String> aliases,
            Optional<String> address,
            Optional<String> address6,
            Optional<String> hardware,
            Optional<String> device,
            Map<String, String> options,
            int priority) {
        public Join {
            aliases = List.copyOf(aliases);
            options = Map.copyOf(options);
        }

        /// A network without further wishes.
        public static Join of(String network) {
            return new Join(
                    network,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    0);
        }
    }

    /// A port of the container. `protocol`: tcp, udp or sctp.
    public record Port(int number, String protocol) {
        private static final int LAST = 65_535;

        /// Docker's text of it: `80/tcp`.
        public String text() {
            return number + "/" + protocol;
        }

        /// Reads what an image says: `80`, `80/tcp`; empty when it is something else.
        static Optional<Port> find(String text) {
            int slash = text.indexOf('/');
            String protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
            int number = 0;
            for (char c : (slash < 0 ? text : text.substring(0, slash)).toCharArray()) {
                number = c < '0' || c > '9' || number > LAST ? LAST + 1 : number * 10 + c - '0';
            }
            boolean known =
                    protocol.equals("tcp") || protocol.equals("udp") || protocol.equals("sctp");
            return known && number > 0 && number <= LAST
                    ? Optional.of(new Port(number, protocol))
                    : Optional.empty();
        }
    }

    /// A port of the container to be published.
    ///
    /// @param address of the host, as text; empty for the usual ones
    /// @param first port of the host to be tried first, 0 for any that is free
    /// @param last the last to be tried; the same as `first` for just that one
    /// @param port in the container
    public record Publish(String address, int first, int last, Port port) {}

    /// `--link NAME[:ALIAS]`.
    public record Link(String container, String alias) {}
}
