package dev.jong.network.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.network.netlink.Kind.IpvlanMode;
import dev.jong.network.netlink.Kind.IpvlanReach;
import dev.jong.network.netlink.Kind.MacvlanMode;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The expected bytes were sent to a kernel, and what they made was looked at with ip(8). Where that kernel has no such
/// device they were compared with what ip(8) sends.
class MakeDevicesTest {
    private static final byte[] MAC = HexFormat.of().parseHex("024200000009");

    private static RouteRequest request() {
        return RouteRequest.of("a test");
    }

    @Test
    void a_bridge_is_up_and_has_its_own_hardware_address() {
        Device device = Device.of("br-a").withMac(MAC).withMtu(1400);
        Request request = request().make(device, new Kind.Bridge()).done();
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        54000000 10000506 01000000 00000000 00000000 00000000 01000000 01000000
                          09000300 62722d61 00000000 0a000100 02420000 00090000 08000400 78050000
                          14001200 0b000100 62726964 67650000 04000200\
                        """);
        assertThat(request.family()).isEqualTo(Request.ROUTE);
        assertThat(request.replies()).isEqualTo(1);
        assertThat(request.slots()).isEmpty();
    }

    @Test
    void a_pair_is_plugged_in_and_up_outside_and_down_inside() {
        Device host = Device.of("veth1").withIndex(100_001).withMtu(1400);
        Device inner = new Device("eth0", 2001, MAC, 1400);
        Request request = request().pair(host, 77, inner).done();
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        8c000000 10000506 01000000 00000000 00000000 a1860100 01000000 01000000
                          0a000300 76657468 31000000 08000400 78050000 08000a00 4d000000 50001200
                          09000100 76657468 00000000 40000200 3c000100 00000000 d1070000 00000000
                          00000000 09000300 65746830 00000000 0a000100 02420000 00090000 08000400
                          78050000 08001c00 ffffffff\
                        """);
        assertThat(request.slots()).containsExactly(136);
        assertThat(request.replies()).isEqualTo(1);
    }

    @Test
    void a_pair_that_the_kernel_would_number_otherwise_is_refused() {
        Device host = Device.of("veth1");
        Device inner = Device.of("eth0").withIndex(2001);
        RouteRequest request = request();
        assertThatThrownBy(() -> request.pair(host, 77, inner)).isInstanceOf(JongException.class);
    }

    @Test
    void a_macvlan_is_made_in_the_namespace_of_the_slot() {
        Device device = new Device("eth1", 2003, MAC, 1300);
        Kind kind = new Kind.Macvlan(500, MacvlanMode.BRIDGE);
        Request request = request().makeInside(device, kind).done();
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        6c000000 10000506 01000000 00000000 00000000 d3070000 00000000 00000000
                          09000300 65746831 00000000 0a000100 02420000 00090000 08000400 14050000
                          08001c00 ffffffff 08000500 f4010000 1c001200 0c000100 6d616376 6c616e00
                          0c000200 08000100 04000000\
                        """);
        assertThat(request.slots()).containsExactly(68);
    }

    @Test
    void each_mode_of_a_macvlan_has_the_number_of_the_kernel() {
        StringBuilder numbers = new StringBuilder();
        for (MacvlanMode mode : MacvlanMode.values()) {
            Request request = request().make(Device.of("m"), new Kind.Macvlan(1, mode)).done();
            numbers.append(mode).append(' ').append(lastWord(request)).append('\n');
        }
        assertThat(numbers.toString())
                .isEqualTo(
                        """
                        PRIVATE 01000000
                        VEPA 02000000
                        BRIDGE 04000000
                        PASSTHRU 08000000
                        """);
    }

    @Test
    void an_ipvlan_says_its_mode_and_whom_it_reaches() {
        Kind kind = new Kind.Ipvlan(500, IpvlanMode.L3S, IpvlanReach.PRIVATE);
        Request request = request().makeInside(Device.of("eth0").withIndex(2010), kind).done();
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        60000000 10000506 01000000 00000000 00000000 da070000 00000000 00000000
                          09000300 65746830 00000000 08001c00 ffffffff 08000500 f4010000 24001200
                          0b000100 6970766c 616e0000 14000200 06000100 02000000 06000200 01000000\
                        """);
        assertThat(IpvlanMode.values())
                .containsExactly(IpvlanMode.L2, IpvlanMode.L3, IpvlanMode.L3S);
        assertThat(IpvlanReach.values())
                .containsExactly(IpvlanReach.BRIDGE, IpvlanReach.PRIVATE, IpvlanReach.VEPA);
    }

    @Test
    void a_vlan_says_its_parent_and_tag() {
        Request request = request().make(Device.of("eth0.10"), new Kind.Vlan(500, 10)).done();
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        50000000 10000506 01000000 00000000 00000000 00000000 01000000 01000000
                          0c000300 65746830 2e313000 08000500 f4010000 1c001200 09000100 766c616e
                          00000000 0c000200 06000100 0a000000\
                        """);
    }

    @Test
    void tags_that_no_vlan_has_are_refused() {
        assertThatThrownBy(() -> new Kind.Vlan(500, 0))
                .hasMessage("cannot use VLAN 0: it is 1 to 4094");
        assertThatThrownBy(() -> new Kind.Vlan(500, 4095)).isInstanceOf(JongException.class);
    }

    @Test
    void a_device_that_leads_nowhere_has_nothing_but_its_kind() {
        assertThat(Words.of(request().make(Device.of("dm0"), new Kind.Dummy()).done()))
                .isEqualTo(
                        """
                        3c000000 10000506 01000000 00000000 00000000 00000000 01000000 01000000
                          08000300 646d3000 14001200 0a000100 64756d6d 79000000 04000200\
                        """);
    }

    @Test
    void hardware_addresses_of_groups_and_of_other_lengths_are_refused() {
        Device device = Device.of("eth0");
        assertThatThrownBy(() -> device.withMac(new byte[] {1, 0, 0, 0, 0, 1}))
                .hasMessage("cannot give the device \"eth0\" that hardware address");
        assertThatThrownBy(() -> device.withMac(new byte[5])).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> device.withIndex(-1)).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> device.withMtu(-1)).isInstanceOf(JongException.class);
    }

    private static String lastWord(Request request) {
        String words = Words.of(request);
        return words.substring(words.length() - 8);
    }
}
