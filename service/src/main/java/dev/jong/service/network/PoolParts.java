package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.network.address.Address;
import dev.jong.network.address.AddressRange;
import dev.jong.network.address.Subnet;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts what was asked for into the subnets of a new network: gateways, ranges and reserved addresses, each into the one
/// that it lies in.
final class PoolParts {
    private final List<Subnet> subnets;

    PoolParts(List<Subnet> subnets) {
        this.subnets = List.copyOf(subnets);
    }

    /// @throws JongException INVALID_ARGUMENT for what lies in no subnet, and for two of a kind in one
    List<NetworkRecord.Pool> pools(NetworkWish.Addresses asked) {
        Map<Subnet, Address> gateways = gateways(asked.gateways());
        Map<Subnet, Subnet> ranges = ranges(asked.ranges());
        Map<Subnet, Map<String, String>> reserved = reserved(asked.reserved());
        List<NetworkRecord.Pool> pools = new ArrayList<>();
        for (Subnet subnet : subnets) {
            Map<String, String> kept = reserved.getOrDefault(subnet, Map.of());
            Optional<Address> gateway = Optional.ofNullable(gateways.get(subnet));
            pools.add(
                    new NetworkRecord.Pool(
                            subnet.toString(),
                            Optional.of(gateway(subnet, gateway, kept)),
                            Optional.ofNullable(ranges.get(subnet)).map(Subnet::toString),
                            kept));
        }
        return pools;
    }

    private Map<Subnet, Address> gateways(List<String> texts) {
        Map<Subnet, Address> gateways = new LinkedHashMap<>();
        for (String text : texts) {
            Address gateway = Address.parse(text);
            Subnet subnet = around(Subnet.of(gateway), "gateway " + gateway);
            if (!AddressRange.isOfOne(subnet, gateway)) {
                throw invalid(
                                "the gateway "
                                        + gateway
                                        + " is not the address of one host in "
                                        + subnet)
                        .hint("take another one, such as " + subnet.nth(1));
            }
            if (gateways.put(subnet, gateway) != null) {
                throw invalid("two gateways in the subnet " + subnet).hint("give one of them");
            }
        }
        return gateways;
    }

    private Map<Subnet, Subnet> ranges(List<String> texts) {
        Map<Subnet, Subnet> ranges = new LinkedHashMap<>();
        for (String text : texts) {
            Subnet range = Subnet.parse(text);
            Subnet subnet = around(range, "range " + range);
            if (ranges.put(subnet, range) != null) {
                throw invalid("two ranges in the subnet " + subnet).hint("give one of them");
            }
        }
        return ranges;
    }

    private Map<Subnet, Map<String, String>> reserved(Map<String, String> texts) {
        Map<Subnet, Map<String, String>> reserved = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            Address address = Address.parse(text);
            Subnet subnet = around(Subnet.of(address), "address " + address);
            reserved.computeIfAbsent(subnet, _ -> new LinkedHashMap<>())
                    .put(name, address.toString());
        });
        return reserved;
    }

    /// The one that was asked for, else the first address that is not reserved.
    private static String gateway(
            Subnet subnet, Optional<Address> asked, Map<String, String> reserved) {
        Set<Address> kept = new HashSet<>();
        reserved.values().forEach(text -> kept.add(Address.parse(text)));
        if (asked.isPresent() && kept.contains(asked.get())) {
            throw invalid("the gateway " + asked.get() + " is reserved for something else")
                    .hint("leave its --aux-address out");
        }
        return asked.or(() -> AddressRange.of(subnet, kept).first(Set.of()))
                .orElseThrow(() -> invalid("no address of the subnet " + subnet + " is left"))
                .toString();
    }

    /// The subnet that something lies in.
    private Subnet around(Subnet part, String what) {
        for (Subnet subnet : subnets) {
            if (subnet.contains(part)) {
                return subnet;
            }
        }
        throw invalid("the " + what + " is in no subnet of the network")
                .hint("give its subnet with --subnet");
    }

    private static JongException invalid(String message) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, message);
    }
}
