package dev.jong.network.firewall;

import dev.jong.network.netlink.Address;
import java.util.ArrayList;
import java.util.List;

/// An element of a set or map of the table, in the language of nft(8).
///
/// @param set name of the set or map
/// @param key what stands before the colon
/// @param value colon and what stands behind it; empty in sets
record Element(String set, String key, String value) {
    private static final int GROUP_BYTES = 2;

    /// What a network is an element of.
    static List<Element> of(BridgeNetwork network) {
        List<Element> all = new ArrayList<>();
        String bridge = quoted(network.bridge());
        all.add(new Element("bridges", bridge, ""));
        if (network.internal()) {
            all.add(new Element("internal", bridge, ""));
        }
        if (network.strict()) {
            all.add(new Element("strict", bridge, ""));
        }
        for (String other : network.reaches()) {
            all.add(talk(network.bridge(), other));
        }
        for (Address subnet : network.subnets()) {
            String family = subnet.bytes().length == 4 ? "4" : "6";
            String text = address(subnet.first()) + "/" + subnet.prefix();
            if (network.masqueraded() && !network.internal()) {
                all.add(new Element("nat" + family, text, ""));
            }
            all.add(new Element("own" + family, bridge + " . " + text, ""));
        }
        return all;
    }

    /// Leave for containers of one bridge to open connections to those of another.
    static Element talk(String from, String to) {
        return new Element("talk", quoted(from) + " . " + quoted(to), "");
    }

    /// What a published port is an element of.
    static Element of(PublishedPort port) {
        String key = port.protocol().word() + " . " + port.hostPort();
        return new Element(
                port.map(),
                port.isOnAll() ? key : address(port.host()) + " . " + key,
                " : " + address(port.container()) + " . " + port.containerPort());
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /// An address as numbers only, without the short form of IPv6.
    private static String address(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        if (bytes.length == 4) {
            for (byte part : bytes) {
                out.append(out.isEmpty() ? "" : ".").append(part & 0xff);
            }
            return out.toString();
        }
        for (int i = 0; i < bytes.length; i += GROUP_BYTES) {
            int group = (bytes[i] & 0xff) << Byte.SIZE | bytes[i + 1] & 0xff;
            out.append(out.isEmpty() ? "" : ":").append(Integer.toHexString(group));
        }
        return out.toString();
    }
}
