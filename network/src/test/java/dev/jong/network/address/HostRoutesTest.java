package dev.jong.network.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostRoutesTest {
    private static final String VERSION_4 =
            """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            eth0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
            tun0\t00000080\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0
            eth0\t0000A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
            jg1\t000012AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
            eth0\t0000FEA9\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
            """;

    private static final String VERSION_6 =
            """
            fd000000000000010000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
            fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
            00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
            00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000003 00000000 80200001       lo
            ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000004 00000000 00000001     eth0
            """;

    @Test
    void are_the_blocks_that_lead_somewhere() {
        assertThat(HostRoutes.parse(VERSION_4, VERSION_6))
                .containsExactly(
                        new HostRoutes.Route(Subnet.parse("192.168.0.0/24"), "eth0"),
                        new HostRoutes.Route(Subnet.parse("172.18.0.0/16"), "jg1"),
                        new HostRoutes.Route(Subnet.parse("fd00:0:0:1::/64"), "eth0"));
    }

    @Test
    void what_can_t_be_read_is_none() {
        assertThat(HostRoutes.parse("", "")).isEmpty();
        assertThat(HostRoutes.parse("a b c d e f g h\neth0 0000A8C0", "fd00 40\n\n")).isEmpty();
        String tooLong =
                "fd00000000000001000000000000000000".substring(0, 32) + " ff 0 0 0 0 0 0 0 e";
        assertThat(HostRoutes.parse("", tooLong)).isEmpty();
    }
}
