package dev.jong.network.netlink;

/// Writes the messages that change devices which are there (`struct ifinfomsg` and IFLA_*).
final class LinkMessages {
    static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    static final int IFF_UP = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int IFLA_INFO_SLAVE_KIND = 4;
    private static final int IFLA_INFO_SLAVE_DATA = 5;
    private static final int IFLA_BRPORT_MODE = 4;
    private static final int IFLA_BRPORT_ISOLATED = 33;

    private LinkMessages() {}

    static void port(MessageBuffer out, String name, boolean isolated, boolean hairpin) {
        named(out, name, 0, 0);
        int info = out.open(IFLA_LINKINFO);
        out.attributeText(IFLA_INFO_SLAVE_KIND, "bridge");
        int data = out.open(IFLA_INFO_SLAVE_DATA);
        out.attribute8(IFLA_BRPORT_MODE, hairpin ? 1 : 0);
        out.attribute8(IFLA_BRPORT_ISOLATED, isolated ? 1 : 0);
        out.close(data).close(info).end();
    }

    static void delete(MessageBuffer out, String name) {
        out.begin(RTM_DELLINK, MessageBuffer.ACK);
        header(out, 0, 0, 0);
        out.attributeText(IFLA_IFNAME, DeviceName.checked(name)).end();
    }

    static void up(MessageBuffer out, String name) {
        named(out, name, IFF_UP, IFF_UP).end();
    }

    static void down(MessageBuffer out, String name) {
        named(out, name, 0, IFF_UP).end();
    }

    /// @param mtu 0 to leave it as it is
    static void up(MessageBuffer out, int index, int mtu) {
        numbered(out, index, IFF_UP, IFF_UP);
        if (mtu != 0) {
            out.attribute32(IFLA_MTU, mtu);
        }
        out.end();
    }

    static void down(MessageBuffer out, int index) {
        numbered(out, index, 0, IFF_UP).end();
    }

    static void rename(MessageBuffer out, int index, String name) {
        numbered(out, index, 0, 0).attributeText(IFLA_IFNAME, DeviceName.checked(name)).end();
    }

    static void move(MessageBuffer out, int index, String name) {
        numbered(out, index, 0, 0)
                .attributeText(IFLA_IFNAME, DeviceName.checked(name))
                .attributeSlot(IFLA_NET_NS_FD)
                .end();
    }

    private static MessageBuffer named(MessageBuffer out, String name, int flags, int change) {
        return numbered(out, 0, flags, change).attributeText(IFLA_IFNAME, DeviceName.checked(name));
    }

    private static MessageBuffer numbered(MessageBuffer out, int index, int flags, int change) {
        return header(out.begin(RTM_NEWLINK, MessageBuffer.ACK), index, flags, change);
    }

    static MessageBuffer header(MessageBuffer out, int index, int flags, int change) {
        return out.u8(0).u8(0).u16(0).u32(index).u32(flags).u32(change);
    }
}
