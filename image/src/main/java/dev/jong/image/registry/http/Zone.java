package dev.jong.image.registry.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Set;

/// What kind of network an address is in. A registry may send us to the public and to its own kind, and nowhere else:
/// otherwise whoever runs it reaches, through us, what only this host can.
public enum Zone {
    /// Everybody's.
    PUBLIC,
    /// Private networks: RFC 1918, unique local IPv6, and addresses shared by a provider (RFC 6598).
    PRIVATE,
    /// One link: 169.254/16, where clouds answer questions about the machine, and fe80::/10.
    LINK_LOCAL,
    /// This host.
    LOOPBACK;

    /// The network of an address. What is no host's address (multicast, unspecified) counts as this host's.
    public static Zone of(InetAddress address) {
        byte[] bytes = inner(address.getAddress());
        if (bytes.length == 4) {
            return of4(bytes[0] & 0xff, bytes[1] & 0xff);
        }
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        return uniqueLocal || address.isSiteLocalAddress() ? PRIVATE : PUBLIC;
    }

    /// Whether hosts in these networks may send us to one in this.
    public boolean isOpenTo(Set<Zone> from) {
        for (Zone zone : from) {
            boolean open = this == PUBLIC || this == zone || this == PRIVATE && zone == LOOPBACK;
            if (!open) {
                return false;
            }
        }
        return true;
    }

    private static Zone of4(int first, int second) {
        if (first == 127 || first == 0 || first >= 224) {
            return LOOPBACK;
        }
        if (first == 169 && second == 254) {
            return LINK_LOCAL;
        }
        boolean shared = first == 100 && (second & 0xc0) == 64;
        boolean local =
                first == 10
                        || first == 172 && (second & 0xf0) == 16
                        || first == 192 && second == 168;
        return local || shared ? PRIVATE : PUBLIC;
    }

    /// The IPv4 address inside of one that only wraps it: mapped (::ffff/96), compatible (::/96), translated
    /// (64:ff9b::/96) and 6to4 (2002::/16).
    private static byte[] inner(byte[] bytes) {
        if (bytes.length == 4) {
            return bytes;
        }
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return new byte[] {bytes[2], bytes[3], bytes[4], bytes[5]};
        }
        boolean translated =
                bytes[0] == 0
                        && bytes[1] == 0x64
                        && (bytes[2] & 0xff) == 0xff
                        && (bytes[3] & 0xff) == 0x9b;
        for (int i = translated ? 4 : 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return bytes;
            }
        }
        int between = (bytes[10] & 0xff) << 8 | bytes[11] & 0xff;
        boolean tiny = bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0;
        boolean wraps = between == 0xffff || between == 0 && !tiny;
        return wraps ? new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]} : bytes;
    }

    /// True for the names and addresses of this very host, without asking anybody.
    public static boolean isLoopbackName(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost") || host.equals("::1")) {
            return true;
        }
        return isLiteral(host)
                && host.startsWith("127.")
                && Addresses.literal(host).map(a -> a instanceof Inet4Address).orElse(false);
    }

    /// True when a host is written as an address.
    static boolean isLiteral(String host) {
        return Addresses.literal(host).isPresent();
    }
}
