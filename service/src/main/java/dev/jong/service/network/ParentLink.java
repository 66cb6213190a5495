package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.netlink.Kind;
import dev.jong.network.netlink.RouteRequest;
import java.util.Map;

/// Devices on a device of the host: macvlan and ipvlan.
final class ParentLink {
    private ParentLink() {}

    /// Adds the device of a connection.
    static RouteRequest add(RouteRequest request, Connection one, int mtu) {
        return request.makeInside(ContainerWires.inner(one, mtu), kind(one));
    }

    /// Whether packets are told apart by their addresses: there is nobody to send them to then.
    static boolean isRouted(Connection one) {
        return one.network().driver().equals("ipvlan")
                && one.network().options().getOrDefault("ipvlan_mode", "l2").startsWith("l3");
    }

    private static Kind kind(Connection one) {
        Map<String, String> options = one.network().options();
        int parent = HostDevices.index(one.network().device());
        if (one.network().driver().equals("macvlan")) {
            return new Kind.Macvlan(
                    parent,
                    switch (options.getOrDefault("macvlan_mode", "bridge")) {
                        case "private" -> Kind.MacvlanMode.PRIVATE;
                        case "vepa" -> Kind.MacvlanMode.VEPA;
                        case "passthru" -> Kind.MacvlanMode.PASSTHRU;
                        default -> Kind.MacvlanMode.BRIDGE;
                    });
        }
        return new Kind.Ipvlan(
                parent,
                switch (options.getOrDefault("ipvlan_mode", "l2")) {
                    case "l3" -> Kind.IpvlanMode.L3;
                    case "l3s" -> Kind.IpvlanMode.L3S;
                    default -> Kind.IpvlanMode.L2;
                },
                switch (options.getOrDefault("ipvlan_flag", "bridge")) {
                    case "private" -> Kind.IpvlanReach.PRIVATE;
                    case "vepa" -> Kind.IpvlanReach.VEPA;
                    default -> Kind.IpvlanReach.BRIDGE;
                });
    }

    /// What is missing of the host for it.
    static JongException missing(String device) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "the host has no network device " + Text.printable(device))
                .hint("ip link lists them; jong network create -o parent=DEVICE names one");
    }
}
