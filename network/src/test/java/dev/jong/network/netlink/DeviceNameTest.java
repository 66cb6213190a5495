package dev.jong.network.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "eth0", "eth0.10", "br-0123456789ab", "wan@_~"})
    void accepts_what_the_kernel_does(String name) {
        assertThat(DeviceName.checked(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "all",
                "default",
                "a/b",
                "a:b",
                "a b",
                "a\n",
                "\0",
                "a%d",
                "\u00e9",
                "0123456789abcdef"
            })
    void refuses_what_the_kernel_does_or_takes_for_something_else(String name) {
        assertThatThrownBy(() -> DeviceName.checked(name))
                .hasMessageStartingWith("cannot call a network device");
    }
}
