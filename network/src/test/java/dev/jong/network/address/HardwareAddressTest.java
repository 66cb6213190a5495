package dev.jong.network.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HardwareAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02:42:ac:11:00",
                "02:42:ac:11:00:02:03",
                "02:42:ac:11:00:0g",
                "2:42:ac:11:00:02",
                "02-42:ac:11:00:02",
                "02.42.ac.11.00.02",
                "0242ac110002",
                "01:42:ac:11:00:02",
                "ff:ff:ff:ff:ff:ff",
                "00:00:00:00:00:00"
            })
    void refuses_what_is_no_address_of_one_device(String text) {
        assertThatThrownBy(() -> HardwareAddress.parse(text)).isInstanceOf(JongException.class);
    }

    @Test
    void writes_what_it_read() {
        HardwareAddress address = HardwareAddress.parse("92-D0-C6-0A-29-33");
        assertThat(address).hasToString("92:d0:c6:0a:29:33");
        assertThat(HardwareAddress.of(address.bytes())).contains(address);
        assertThat(HardwareAddress.of(new byte[] {1, 0, 0, 0, 0, 1})).isEmpty();
        assertThat(HardwareAddress.of(new byte[5])).isEmpty();
    }

    @Test
    void comes_from_the_address_of_IPv4() {
        assertThat(HardwareAddress.of(Address.parse("172.17.0.2")))
                .hasToString("02:42:ac:11:00:02");
    }

    @Test
    void else_it_depends_on_a_text() {
        HardwareAddress one = HardwareAddress.of(Address.parse("fd00::2"));
        assertThat(one).isEqualTo(HardwareAddress.hashed("fd00::2"));
        assertThat(one.toString()).startsWith("02:42:");
        assertThat(one).isNotEqualTo(HardwareAddress.of(Address.parse("fd00::3")));
    }
}
