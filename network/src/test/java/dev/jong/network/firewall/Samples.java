package dev.jong.network.firewall;

import dev.jong.network.netlink.Words;
import java.util.List;

/// Networks and ports as tests have them.
final class Samples {
    static final BridgeNetwork OPEN =
            new BridgeNetwork(
                    "br-a",
                    List.of(Words.address("10.89.0.0/24"), Words.address("fd00:a::/64")),
                    List.of("br-a", "br-b"),
                    false,
                    true,
                    false);
    static final BridgeNetwork INTERNAL =
            new BridgeNetwork(
                    "br-i",
                    List.of(Words.address("10.91.0.0/24")),
                    List.of("br-i"),
                    true,
                    true,
                    true);

    private Samples() {}

    /// A TCP port.
    ///
    /// @param host empty for all addresses
    static PublishedPort tcp(String host, int hostPort, String container, int containerPort) {
        byte[] on = host.isEmpty() ? new byte[0] : Words.ip(host);
        return new PublishedPort(on, Protocol.TCP, hostPort, Words.ip(container), containerPort);
    }
}
