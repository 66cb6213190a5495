package dev.jong.image.registry.http;

import java.net.InetAddress;
import java.util.Optional;

/// Addresses as they are written.
final class Addresses {
    private Addresses() {}

    /// The address that a host is written as: four decimal numbers, or IPv6. Other spellings of IPv4, which the C
    /// library would take (`0x7f.1`), are names to us and are checked after they were looked up.
    static Optional<InetAddress> literal(String host) {
        try {
            boolean numeric = host.indexOf(':') >= 0 || isDotted(host);
            return numeric ? Optional.of(InetAddress.ofLiteral(host)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isDotted(String host) {
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }
}
