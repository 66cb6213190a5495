package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.address.HostRoutes;
import dev.jong.network.address.PickSubnet;
import dev.jong.network.address.Subnet;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;

/// Decides the subnets of a new network: those that were asked for where nothing else uses them, else free ones (N13).
final class PoolPlan {
    /// A larger block would take a part of the internet away from the host.
    private static final int SHORTEST = 8;

    private final List<NetworkRecord> others;
    private final List<HostRoutes.Route> routes;

    /// @param others the networks that there are
    /// @param routes of the host; none where a network is to be a part of what the host is connected to
    PoolPlan(List<NetworkRecord> others, List<HostRoutes.Route> routes) {
        this.others = List.copyOf(others);
        this.routes = List.copyOf(routes);
    }

    /// A subnet for the default network.
    Subnet ofDefault() {
        return picking().ofDefault();
    }

    private PickSubnet picking() {
        List<Subnet> taken = new ArrayList<>();
        for (HostRoutes.Route route : routes) {
            taken.add(route.subnet());
        }
        for (NetworkRecord other : others) {
            taken.addAll(subnets(other));
        }
        return new PickSubnet(taken);
    }

    /// Those of a network; what can't be read is none.
    static List<Subnet> subnets(NetworkRecord network) {
        List<Subnet> all = new ArrayList<>();
        for (NetworkRecord.Pool pool : network.pools()) {
            try {
                all.add(Subnet.parse(pool.subnet()));
            } catch (JongException damaged) {
                continue; // Nobody can be connected there.
            }
        }
        return all;
    }

    /// The pools of a new network.
    ///
    /// @param id of the network
    List<NetworkRecord.Pool> decide(NetworkWish.Addresses asked, String id) {
        List<Subnet> subnets = new ArrayList<>();
        for (String text : asked.subnets()) {
            Subnet subnet = Subnet.parse(text);
            check(subnet);
            if (has(subnets, subnet.version6())) {
                throw invalid("two subnets of " + version(subnet.version6()) + " for one network")
                        .hint("give one of IPv4 and one of IPv6 at most");
            }
            subnets.add(subnet);
        }
        if (has(subnets, false) && !asked.version4()) {
            throw invalid("conflicting options: --ipv4=false and a subnet of IPv4")
                    .hint("leave one of them out");
        }
        if (!has(subnets, false) && asked.version4()) {
            subnets.addFirst(picking().version4());
        }
        if (!has(subnets, true) && asked.version6()) {
            subnets.add(picking().version6(id));
        }
        if (subnets.isEmpty()) {
            throw invalid("a network without any addresses")
                    .hint("leave --ipv4=false out, or add --ipv6");
        }
        return new PoolParts(subnets).pools(asked);
    }

    private static boolean has(List<Subnet> subnets, boolean version6) {
        for (Subnet subnet : subnets) {
            if (subnet.version6() == version6) {
                return true;
            }
        }
        return false;
    }

    private static String version(boolean version6) {
        return version6 ? "IPv6" : "IPv4";
    }

    private void check(Subnet subnet) {
        Address base = subnet.base();
        boolean usable =
                subnet.length() >= SHORTEST
                        && subnet.length() < base.bits()
                        && !base.isLoopback()
                        && !base.isMulticast()
                        && !base.isLinkLocal()
                        && !Subnet.around(base, SHORTEST).base().isUnspecified();
        if (!usable) {
            throw invalid("the subnet " + subnet + " can't be that of a network")
                    .hint("take a private one, such as 10.20.0.0/16 or fd12:3456:789a::/64");
        }
        for (NetworkRecord other : others) {
            for (Subnet its : subnets(other)) {
                if (its.overlaps(subnet)) {
                    throw overlap(subnet, "network " + other.name() + " (" + its + ")");
                }
            }
        }
        for (HostRoutes.Route route : routes) {
            if (route.subnet().overlaps(subnet)) {
                throw overlap(
                        subnet,
                        "the host's route to "
                                + route.subnet()
                                + " on "
                                + Text.printable(route.device()));
            }
        }
    }

    private static JongException overlap(Subnet subnet, String what) {
        return JongException.of(
                        ErrorKind.CONFLICT, "the subnet " + subnet + " overlaps with " + what)
                .hint("choose another one, or leave --subnet out");
    }

    private static JongException invalid(String message) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, message);
    }
}
