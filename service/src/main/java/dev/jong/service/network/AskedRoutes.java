package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.address.Subnet;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The routes of a network as somebody asks for them: `SUBNET,GATEWAY[,METRIC]` each.
final class AskedRoutes {
    private AskedRoutes() {}

    /// Reads them.
    ///
    /// @param pools subnets that gateways lie in
    /// @throws JongException INVALID_ARGUMENT for one that leads nowhere
    static List<NetworkRecord.Route> parse(List<String> asked, List<NetworkRecord.Pool> pools) {
        List<NetworkRecord.Route> routes = new ArrayList<>();
        for (String text : asked) {
            routes.add(route(text, pools));
        }
        return routes;
    }

    private static NetworkRecord.Route route(String text, List<NetworkRecord.Pool> pools) {
        String[] words = text.split(",", -1);
        if (words.length < 2 || words.length > 3) {
            throw invalid(text, "it has no gateway, or too much behind it");
        }
        Subnet subnet = Subnet.parse(words[0]);
        if (subnet.length() == 0) {
            throw invalid(text, "the way out is the network's gateway");
        }
        if (isWithin(subnet, pools)) {
            throw invalid(text, "it leads to the network itself");
        }
        Optional<Address> gateway = Address.find(words[1]);
        if (gateway.isEmpty() || gateway.get().version6() != subnet.version6()) {
            throw invalid(text, "its gateway is no address of that family");
        }
        if (!isIn(gateway.get(), pools)) {
            throw invalid(text, "its gateway is in none of the network's subnets");
        }
        return new NetworkRecord.Route(
                subnet.toString(),
                gateway.get().toString(),
                words.length == 3 ? metric(text, words[2]) : 0);
    }

    private static boolean isIn(Address gateway, List<NetworkRecord.Pool> pools) {
        return pools.stream().anyMatch(pool -> Subnet.parse(pool.subnet()).contains(gateway));
    }

    private static boolean isWithin(Subnet subnet, List<NetworkRecord.Pool> pools) {
        return pools.stream().anyMatch(pool -> Subnet.parse(pool.subnet()).contains(subnet));
    }

    private static int metric(String text, String word) {
        try {
            int metric = Integer.parseInt(word);
            if (metric > 0) {
                return metric;
            }
        } catch (NumberFormatException e) {
            // The same as one that is not positive.
        }
        throw invalid(text, "its metric is no number from 1 on");
    }

    private static JongException invalid(String text, String why) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid route \"" + Text.printable(text) + "\": " + why)
                .hint("write SUBNET,GATEWAY or SUBNET,GATEWAY,METRIC");
    }
}
