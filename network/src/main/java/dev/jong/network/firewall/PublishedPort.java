package dev.jong.network.firewall;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// A port of the host that leads into a container.
///
/// @param host address of the host it is open on, of the same family as the container's; none, or `0.0.0.0` or
///     `::`, for all of that family
/// @param hostPort 1 to 65535
/// @param container address of the container, 4 or 16 bytes; it says which family the port is open for
/// @param containerPort 1 to 65535
public record PublishedPort(
        byte[] host, Protocol protocol, int hostPort, byte[] container, int containerPort) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int LAST_PORT = 65_535;

    public PublishedPort {
        host = isUnspecified(host) ? new byte[0] : host.clone();
        container = container.clone();
        boolean family = container.length == IPV4_BYTES || container.length == IPV6_BYTES;
        if (!family || host.length != 0 && host.length != container.length) {
            throw JongException.of(
                    ErrorKind.INTERNAL,
                    "cannot publish a port of an address of "
                            + container.length
                            + " bytes on one of "
                            + host.length);
        }
        check(hostPort);
        check(containerPort);
    }

    private static boolean isUnspecified(byte[] address) {
        for (byte part : address) {
            if (part != 0) {
                return false;
            }
        }
        return true;
    }

    private static void check(int port) {
        if (port < 1 || port > LAST_PORT) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "cannot publish the port " + port + ": it is 1 to " + LAST_PORT);
        }
    }

    /// A copy of the host's address.
    @Override
    public byte[] host() {
        return host.clone();
    }

    /// A copy of the container's address.
    @Override
    public byte[] container() {
        return container.clone();
    }

    boolean isIpv4() {
        return container.length == IPV4_BYTES;
    }

    boolean isOnAll() {
        return host.length == 0;
    }

    /// The map of the table that it is an element of.
    String map() {
        if (isOnAll()) {
            return isIpv4() ? "any4" : "any6";
        }
        return isIpv4() ? "one4" : "one6";
    }
}
