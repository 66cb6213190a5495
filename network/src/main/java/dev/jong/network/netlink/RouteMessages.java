package dev.jong.network.netlink;

/// Writes the messages about addresses (`struct ifaddrmsg`) and routes (`struct rtmsg`).
final class RouteMessages {
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_DELADDR = 21;
    private static final int RTM_NEWROUTE = 24;
    private static final int RTM_DELROUTE = 25;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_F_NODAD = 0x02;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RT_TABLE_MAIN = 254;
    private static final int RTPROT_STATIC = 4;
    private static final int RTN_UNICAST = 1;
    private static final int SCOPE_UNIVERSE = 0;
    private static final int SCOPE_LINK = 253;
    private static final int SCOPE_NOWHERE = 255;

    /// With a prefix from here up there is no address left for a broadcast (RFC 3021).
    private static final int POINT_TO_POINT = 31;

    private static final int MAKE = MessageBuffer.ACK | MessageBuffer.CREATE | MessageBuffer.EXCL;

    private RouteMessages() {}

    static void add(MessageBuffer out, int device, Address address) {
        out.begin(RTM_NEWADDR, MAKE);
        // Without NODAD an IPv6 address cannot be used for a second or two, until nobody else has
        // claimed it.
        address(out, device, address, address.isIpv4() ? 0 : IFA_F_NODAD);
        if (address.isIpv4() && address.prefix() < POINT_TO_POINT) {
            out.attribute(IFA_BROADCAST, address.last());
        }
        out.end();
    }

    static void remove(MessageBuffer out, int device, Address address) {
        out.begin(RTM_DELADDR, MessageBuffer.ACK);
        address(out, device, address, 0);
        out.end();
    }

    static void add(MessageBuffer out, Route route) {
        out.begin(RTM_NEWROUTE, MAKE);
        boolean onLink = route.to().isIpv4() && route.gateway().length == 0;
        route(out, route, RTPROT_STATIC, onLink ? SCOPE_LINK : SCOPE_UNIVERSE);
        out.end();
    }

    static void remove(MessageBuffer out, Route route) {
        out.begin(RTM_DELROUTE, MessageBuffer.ACK);
        route(out, route, 0, SCOPE_NOWHERE);
        out.end();
    }

    private static void address(MessageBuffer out, int device, Address address, int flags) {
        out.u8(address.family()).u8(address.prefix()).u8(flags).u8(SCOPE_UNIVERSE).u32(device);
        out.attribute(IFA_LOCAL, address.bytes()).attribute(IFA_ADDRESS, address.bytes());
    }

    private static void route(MessageBuffer out, Route route, int protocol, int scope) {
        out.u8(route.to().family()).u8(route.to().prefix()).u8(0).u8(0);
        out.u8(RT_TABLE_MAIN).u8(protocol).u8(scope).u8(RTN_UNICAST).u32(0);
        if (route.to().prefix() > 0) {
            out.attribute(RTA_DST, route.to().first());
        }
        if (route.gateway().length > 0) {
            out.attribute(RTA_GATEWAY, route.gateway());
        }
        out.attribute32(RTA_OIF, route.device());
        if (route.metric() != 0) {
            out.attribute32(RTA_PRIORITY, route.metric());
        }
    }
}
