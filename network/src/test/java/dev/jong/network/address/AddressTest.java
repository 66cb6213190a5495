package dev.jong.network.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "1.2.3.-4",
                "1.2.3.4/8",
                "1..2.3",
                "host",
                ":",
                ":::",
                "1:2",
                "1::2::3",
                "::1:",
                ":1::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "12345::",
                "g::",
                "::1%eth0",
                "::1.2.3",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::\u00e4",
                "1.2.3.\n"
            })
    void refuses_what_is_no_address(String text) {
        assertThat(Address.find(text)).isEmpty();
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(JongException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "fe80::, fe80::",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "::ffff:c000:201, ::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304"
    })
    void writes_what_it_read_in_one_way(String read, String written) {
        assertThat(Address.parse(read)).hasToString(written);
        assertThat(Address.parse(written)).isEqualTo(Address.parse(read));
    }

    @Test
    void has_the_bytes_that_the_platform_reads_too() throws UnknownHostException {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(3) == 0 ? bytes[at] : 0;
            }
            Address address = Address.of(bytes);
            assertThat(address.bytes()).isEqualTo(bytes);
            byte[] read = InetAddress.getByName(address.toString()).getAddress();
            assertThat(Address.parse(address.toString())).isEqualTo(address);
            boolean mapped = address.toString().startsWith("::ffff:") && read.length == 4;
            assertThat(mapped || Address.of(read).equals(address)).as(address.toString()).isTrue();
        }
    }

    @Test
    void counts_over_all_bits() {
        assertThat(Address.parse("10.0.0.255").plus(1)).hasToString("10.0.1.0");
        assertThat(Address.parse("255.255.255.255").plus(1)).hasToString("0.0.0.0");
        assertThat(Address.parse("10.0.0.0").plus(-1)).hasToString("9.255.255.255");
        assertThat(Address.parse("fd00::ffff:ffff:ffff:ffff").plus(1)).hasToString("fd00:0:0:1::");
        assertThat(Address.parse("fd00:0:0:1::").plus(-1)).hasToString("fd00::ffff:ffff:ffff:ffff");
    }

    @Test
    void comes_in_order() {
        assertThat(Address.parse("200.0.0.0")).isGreaterThan(Address.parse("100.0.0.0"));
        assertThat(Address.parse("::")).isGreaterThan(Address.parse("255.0.0.0"));
        assertThat(Address.parse("fd00::")).isGreaterThan(Address.parse("2001::"));
        assertThat(Address.parse("::ffff:0:0:0:0")).isGreaterThan(Address.parse("::1:0:0:0"));
        assertThat(Address.parse("0.0.0.1")).isNotEqualTo(Address.parse("::1"));
    }

    @Test
    void knows_what_it_stands_for() {
        assertThat(Address.parse("127.1.2.3").isLoopback()).isTrue();
        assertThat(Address.parse("::1").isLoopback()).isTrue();
        assertThat(Address.parse("128.0.0.1").isLoopback()).isFalse();
        assertThat(Address.parse("224.0.0.1").isMulticast()).isTrue();
        assertThat(Address.parse("255.255.255.255").isMulticast()).isTrue();
        assertThat(Address.parse("ff02::1").isMulticast()).isTrue();
        assertThat(Address.parse("fe80::1").isMulticast()).isFalse();
        assertThat(Address.parse("169.254.0.1").isLinkLocal()).isTrue();
        assertThat(Address.parse("febf::1").isLinkLocal()).isTrue();
        assertThat(Address.parse("fec0::1").isLinkLocal()).isFalse();
        assertThat(Address.parse("::").isUnspecified()).isTrue();
    }
}
