package dev.jong.network.netlink;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// Writes the messages that make devices (IFLA_INFO_KIND and what each kind has behind it).
final class NewLinkMessages {
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_VLAN_ID = 1;
    private static final int IFLA_MACVLAN_MODE = 1;
    private static final int IFLA_IPVLAN_MODE = 1;
    private static final int IFLA_IPVLAN_FLAGS = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int MAKE = MessageBuffer.ACK | MessageBuffer.CREATE | MessageBuffer.EXCL;

    private NewLinkMessages() {}

    /// A device in the socket's own namespace, up at once.
    static void make(MessageBuffer out, Device device, Kind kind) {
        begin(out, device, true);
        kind(out, kind);
        out.end();
    }

    /// A device in the namespace of a slot. It stays down: the kernel refuses to bring up what is not in the namespace
    /// that the message came from.
    static void makeInside(MessageBuffer out, Device device, Kind kind) {
        begin(out, device, false);
        out.attributeSlot(IFLA_NET_NS_FD);
        kind(out, kind);
        out.end();
    }

    static void pair(MessageBuffer out, Device host, int bridge, Device inner) {
        if (inner.index() != 0 && host.index() == 0) {
            throw JongException.of(
                    ErrorKind.INTERNAL,
                    "cannot give only one end of a pair an index: the kernel would overlook it");
        }
        begin(out, host, true);
        if (bridge != 0) {
            out.attribute32(IFLA_MASTER, bridge);
        }
        int info = out.open(IFLA_LINKINFO);
        out.attributeText(IFLA_INFO_KIND, "veth");
        int data = out.open(IFLA_INFO_DATA);
        int peer = out.open(VETH_INFO_PEER);
        LinkMessages.header(out, inner.index(), 0, 0);
        describe(out, inner);
        out.attributeSlot(IFLA_NET_NS_FD);
        out.close(peer).close(data).close(info).end();
    }

    private static void kind(MessageBuffer out, Kind kind) {
        switch (kind) {
            case Kind.Vlan vlan -> out.attribute32(IFLA_LINK, vlan.parent());
            case Kind.Macvlan macvlan -> out.attribute32(IFLA_LINK, macvlan.parent());
            case Kind.Ipvlan ipvlan -> out.attribute32(IFLA_LINK, ipvlan.parent());
            case Kind.Bridge bridge -> {}
            case Kind.Dummy dummy -> {}
        }
        int info = out.open(IFLA_LINKINFO);
        out.attributeText(IFLA_INFO_KIND, word(kind));
        int data = out.open(IFLA_INFO_DATA);
        data(out, kind);
        out.close(data).close(info);
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case Kind.Bridge bridge -> "bridge";
            case Kind.Dummy dummy -> "dummy";
            case Kind.Vlan vlan -> "vlan";
            case Kind.Macvlan macvlan -> "macvlan";
            case Kind.Ipvlan ipvlan -> "ipvlan";
        };
    }

    private static void data(MessageBuffer out, Kind kind) {
        switch (kind) {
            // A new one has neither spanning tree nor VLANs, and a kernel without VLANs refuses to
            // be told so.
            case Kind.Bridge bridge -> {}
            case Kind.Dummy dummy -> {}
            case Kind.Vlan vlan -> out.attribute16(IFLA_VLAN_ID, vlan.id());
            case Kind.Macvlan macvlan ->
                    out.attribute32(IFLA_MACVLAN_MODE, macvlan.mode().number());
            case Kind.Ipvlan ipvlan ->
                    out.attribute16(IFLA_IPVLAN_MODE, ipvlan.mode().ordinal())
                            .attribute16(IFLA_IPVLAN_FLAGS, ipvlan.reach().ordinal());
        }
    }

    private static void begin(MessageBuffer out, Device device, boolean up) {
        out.begin(LinkMessages.RTM_NEWLINK, MAKE);
        int flags = up ? LinkMessages.IFF_UP : 0;
        LinkMessages.header(out, device.index(), flags, flags);
        describe(out, device);
    }

    private static void describe(MessageBuffer out, Device device) {
        out.attributeText(IFLA_IFNAME, device.name());
        if (device.mac().length > 0) {
            out.attribute(IFLA_ADDRESS, device.mac());
        }
        if (device.mtu() > 0) {
            out.attribute32(IFLA_MTU, device.mtu());
        }
    }
}
