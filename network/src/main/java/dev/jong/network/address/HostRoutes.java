package dev.jong.network.address;

import java.util.ArrayList;
import java.util.List;

/// The blocks of addresses that a host has routes to, out of what the kernel says in `/proc/net/route` and
/// `/proc/net/ipv6_route`. Default routes are no such block, nor are the two halves of everything that stand for one, nor
/// what every host has: loopback, multicast and what is worth something on one link only.
public final class HostRoutes {
    private HostRoutes() {}

    /// A block, and the device that leads there.
    public record Route(Subnet subnet, String device) {}

    /// Reads both files.
    ///
    /// @param version4 content of `/proc/net/route`
    /// @param version6 content of `/proc/net/ipv6_route`; empty on a host without IPv6
    public static List<Route> parse(String version4, String version6) {
        List<Route> routes = new ArrayList<>();
        for (List<String> line : lines(version4)) {
            if (line.size() >= 8 && isHex(line.get(1), 8) && isHex(line.get(7), 8)) {
                int length = Long.bitCount(swapped(line.get(7)));
                Address to = Address.version4(swapped(line.get(1)));
                add(routes, to, length, line.get(0));
            }
        }
        for (List<String> line : lines(version6)) {
            if (line.size() >= 10 && isHex(line.get(0), 32) && isHex(line.get(1), 2)) {
                String text = line.get(0);
                Address to =
                        new Address(
                                true, number(text.substring(0, 16)), number(text.substring(16)));
                add(routes, to, (int) number(line.get(1)), line.get(9));
            }
        }
        return routes;
    }

    private static void add(List<Route> routes, Address to, int length, String device) {
        boolean everywhere =
                length <= 1
                        || to.isLoopback()
                        || to.isMulticast()
                        || to.isLinkLocal()
                        || device.equals("lo");
        if (!everywhere && length <= to.bits()) {
            routes.add(new Route(Subnet.around(to, length), device));
        }
    }

    /// The kernel prints IPv4 addresses as numbers of the processor, which has the lowest byte first.
    private static long swapped(String hex) {
        return Integer.reverseBytes((int) number(hex)) & 0xffff_ffffL;
    }

    private static long number(String hex) {
        long value = 0;
        for (int i = 0; i < hex.length(); i++) {
            value = value << 4 | AddressText.digit(hex.charAt(i));
        }
        return value;
    }

    private static boolean isHex(String text, int length) {
        boolean hex = text.length() == length;
        for (int i = 0; hex && i < length; i++) {
            hex = AddressText.digit(text.charAt(i)) >= 0;
        }
        return hex;
    }

    private static List<List<String>> lines(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (c > ' ') {
                from = from < 0 ? i : from;
            } else {
                if (from >= 0) {
                    line.add(text.substring(from, i));
                    from = -1;
                }
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            }
        }
        return lines;
    }
}
