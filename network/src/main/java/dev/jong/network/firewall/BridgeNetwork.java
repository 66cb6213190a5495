package dev.jong.network.firewall;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.network.netlink.Address;
import dev.jong.network.netlink.DeviceName;
import java.util.List;

/// A network as far as rules know it: a bridge of the host, and what may pass it. Two networks on one bridge, or with
/// subnets that overlap, are not possible.
///
/// @param bridge name of the bridge on the host, of letters, digits, dots, dashes and underscores
/// @param subnets what its containers' addresses are out of
/// @param reaches bridges to which its containers may open connections; with its own name among them, containers reach
///     each other also where the host's kernel passes bridged frames through the firewall
/// @param internal nothing leaves it and nothing comes in, except names from the host
/// @param masqueraded what leaves the host gets the host's address
/// @param strict packets that come out of it must have addresses of its subnets. Containers that pass on the packets of
///     others (VPNs) don't work then
public record BridgeNetwork(
        String bridge,
        List<Address> subnets,
        List<String> reaches,
        boolean internal,
        boolean masqueraded,
        boolean strict) {

    public BridgeNetwork {
        checked(bridge);
        subnets = List.copyOf(subnets);
        reaches = List.copyOf(reaches);
        for (String other : reaches) {
            checked(other);
        }
    }

    /// What a kernel calls a device may hold quotes, and nft(8) takes `*` for all that begins like that.
    private static void checked(String name) {
        DeviceName.checked(name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!plain && "._-".indexOf(c) < 0) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "cannot have rules for a bridge called \"" + name + "\"")
                        .hint("letters, digits, dots, dashes and underscores");
            }
        }
    }
}
