package dev.jong.service.container;

import dev.jong.runtime.launch.Wires;
import java.util.List;

/// What was claimed for a container, and how it is connected with that.
///
/// @param wires for its plan
/// @param endpoints what is written down about it; without the container's name, which may not be known yet
/// @param servers name servers it is to ask; empty for the host's
/// @param domains that its resolver searches; empty for the host's
/// @param options of its resolver, besides those that its user gives
/// @param hosts lines of its /etc/hosts about others
/// @param gateway the host's address as it sees it; empty where it sees none
/// @param claims gives back what was claimed: for a container that is not launched
public record Connected(
        Wires wires,
        Endpoints endpoints,
        List<String> servers,
        List<String> domains,
        List<String> options,
        List<String> hosts,
        String gateway,
        Runnable claims) {
    /// One whose networks say nothing of domains.
    public Connected(
            Wires wires,
            Endpoints endpoints,
            List<String> servers,
            List<String> hosts,
            String gateway,
            Runnable claims) {
        this(wires, endpoints, servers, List.of(), List.of(), hosts, gateway, claims);
    }

    /// A container that is connected to nothing.
    public static final Connected NOTHING =
            new Connected(Wires.NONE, Endpoints.NONE, List.of(), List.of(), "", () -> {});

    public Connected {
        servers = List.copyOf(servers);
        domains = List.copyOf(domains);
        options = List.copyOf(options);
        hosts = List.copyOf(hosts);
    }

    /// Whether there is anything to write down.
    public boolean isNothing() {
        return endpoints.networks().isEmpty();
    }

    /// Gives back what was claimed.
    void release() {
        claims.run();
    }
}
