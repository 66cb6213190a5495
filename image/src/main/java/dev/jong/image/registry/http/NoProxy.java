package dev.jong.image.registry.http;

import java.net.InetAddress;
import java.util.Optional;

/// The entries of `NO_PROXY`: a host with all below it, an address, a block of addresses, each with an optional
/// port, or `*`.
final class NoProxy {
    private NoProxy() {}

    /// Whether an entry, in lower case, is about a host.
    static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        Optional<InetAddress> address = Addresses.literal(host);
        if (slash > 0) {
            return address.isPresent() && isInBlock(entry, slash, address.get());
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && (entry.indexOf(':') == colon || entry.startsWith("["))) {
            if (Headers.number(entry, colon + 1) != port) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        if (address.isPresent()) {
            return Addresses.literal(name).equals(address);
        }
        String suffix = name.startsWith("*.") ? name.substring(1) : name;
        return suffix.startsWith(".")
                ? host.endsWith(suffix) || host.equals(suffix.substring(1))
                : host.equals(suffix) || host.endsWith("." + suffix);
    }

    private static boolean isInBlock(String entry, int slash, InetAddress address) {
        Optional<InetAddress> network = Addresses.literal(entry.substring(0, slash));
        long bits = Headers.number(entry, slash + 1);
        byte[] mine = address.getAddress();
        if (network.isEmpty() || bits < 0 || bits > mine.length * 8L) {
            return false;
        }
        byte[] theirs = network.get().getAddress();
        if (theirs.length != mine.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i & 7);
            if ((mine[i >> 3] & mask) != (theirs[i >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
