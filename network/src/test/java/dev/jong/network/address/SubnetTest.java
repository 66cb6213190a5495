package dev.jong.network.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/",
                "/8",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "fd00::/129",
                "10.0.0.0/1000",
                "x/8"
            })
    void refuses_what_is_no_subnet(String text) {
        assertThatThrownBy(() -> Subnet.parse(text)).isInstanceOf(JongException.class);
    }

    @Test
    void refuses_an_address_within_one_and_names_it() {
        assertThatThrownBy(() -> Subnet.parse("10.1.2.3/24"))
                .isInstanceOfSatisfying(
                        JongException.class, e -> assertThat(e.hint()).contains("10.1.2.0/24"));
    }

    @Test
    void knows_what_lies_in_it() {
        Subnet subnet = Subnet.parse("10.1.0.0/16");
        assertThat(subnet.contains(Address.parse("10.1.255.255"))).isTrue();
        assertThat(subnet.contains(Address.parse("10.2.0.0"))).isFalse();
        assertThat(subnet.contains(Address.parse("::10.1.0.0"))).isFalse();
        assertThat(subnet.contains(Subnet.parse("10.1.2.0/24"))).isTrue();
        assertThat(Subnet.parse("10.1.2.0/24").contains(subnet)).isFalse();
        assertThat(Subnet.parse("::/0").contains(Address.parse("ffff::"))).isTrue();
    }

    @Test
    void N13_two_overlap_when_one_lies_in_the_other() {
        Subnet subnet = Subnet.parse("172.17.0.0/16");
        assertThat(subnet.overlaps(Subnet.parse("172.17.4.0/24"))).isTrue();
        assertThat(subnet.overlaps(Subnet.parse("172.0.0.0/8"))).isTrue();
        assertThat(subnet.overlaps(subnet)).isTrue();
        assertThat(subnet.overlaps(Subnet.parse("172.18.0.0/16"))).isFalse();
        assertThat(subnet.overlaps(Subnet.parse("::/0"))).isFalse();
        assertThat(Subnet.parse("fd00::/64").overlaps(Subnet.parse("fd00::8000:0:0:0/65")))
                .isTrue();
    }

    @Test
    void has_a_first_and_a_last_address_and_those_between() {
        Subnet subnet = Subnet.parse("192.168.16.0/20");
        assertThat(subnet.size()).isEqualTo(4096);
        assertThat(subnet.nth(1)).hasToString("192.168.16.1");
        assertThat(subnet.last()).hasToString("192.168.31.255");
        assertThat(subnet.mask()).hasToString("255.255.240.0");
        assertThatThrownBy(() -> subnet.nth(4096)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Subnet.parse("0.0.0.0/0").last()).hasToString("255.255.255.255");
        assertThat(Subnet.parse("fd00::/48").last()).hasToString("fd00::ffff:ffff:ffff:ffff:ffff");
        assertThat(Subnet.parse("fd00::/64").size()).isEqualTo(Long.MAX_VALUE);
        assertThat(Subnet.parse("fd00::/66").size()).isEqualTo(1L << 62);
        assertThat(Subnet.of(Address.parse("10.0.0.7"))).hasToString("10.0.0.7/32");
    }
}
