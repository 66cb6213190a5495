package dev.jong.network.netlink;

/// Writes the messages about ways of their own for some packets: rules (`struct fib_rule_hdr`) and the routes of their
/// tables. Of IPv4 only.
final class ReturnMessages {
    private static final int RTM_NEWROUTE = 24;
    private static final int RTM_NEWRULE = 32;
    private static final int RTM_DELRULE = 33;
    private static final int RT_TABLE_MAIN = 254;
    private static final int AF_INET = 2;
    private static final int WHOLE = 32;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_TABLE = 15;
    private static final int RTPROT_STATIC = 4;
    private static final int RTN_UNICAST = 1;
    private static final int FRA_SRC = 2;
    private static final int FRA_PRIORITY = 6;
    private static final int FRA_SUPPRESS_PREFIXLEN = 14;
    private static final int FRA_TABLE = 15;
    private static final int FRA_IP_PROTO = 22;
    private static final int FRA_SPORT_RANGE = 23;
    private static final int FR_ACT_TO_TBL = 1;

    /// The place of such rules; by itself the kernel would put each before all others.
    private static final int RULES = 1000;

    private static final int MAKE = MessageBuffer.ACK | MessageBuffer.CREATE | MessageBuffer.EXCL;

    private ReturnMessages() {}

    static void route(MessageBuffer out, byte[] gateway, int table) {
        out.begin(RTM_NEWROUTE, MAKE);
        out.u8(AF_INET).u8(0).u8(0).u8(0);
        out.u8(0).u8(RTPROT_STATIC).u8(0).u8(RTN_UNICAST).u32(0);
        out.attribute(RTA_GATEWAY, gateway).attribute32(RTA_TABLE, table);
        out.end();
    }

    static void nearFirst(MessageBuffer out) {
        out.begin(RTM_NEWRULE, MAKE);
        out.u8(AF_INET).u8(0).u8(0).u8(0);
        out.u8(0).u8(0).u8(0).u8(FR_ACT_TO_TBL).u32(0);
        out.attribute32(FRA_PRIORITY, RULES - 1).attribute32(FRA_TABLE, RT_TABLE_MAIN);
        out.attribute32(FRA_SUPPRESS_PREFIXLEN, 0);
        out.end();
    }

    static void rule(MessageBuffer out, byte[] source, int protocol, int port, int table) {
        out.begin(RTM_NEWRULE, MAKE);
        describe(out, source, protocol, port);
        out.attribute32(FRA_TABLE, table).attribute32(FRA_PRIORITY, RULES);
        out.end();
    }

    static void removeRule(MessageBuffer out, byte[] source, int protocol, int port) {
        out.begin(RTM_DELRULE, MessageBuffer.ACK);
        describe(out, source, protocol, port);
        out.end();
    }

    private static void describe(MessageBuffer out, byte[] source, int protocol, int port) {
        out.u8(AF_INET).u8(0).u8(WHOLE).u8(0);
        out.u8(0).u8(0).u8(0).u8(FR_ACT_TO_TBL).u32(0);
        out.attribute(FRA_SRC, source);
        out.attribute8(FRA_IP_PROTO, protocol);
        out.attribute32(FRA_SPORT_RANGE, port << 16 | port);
    }
}
