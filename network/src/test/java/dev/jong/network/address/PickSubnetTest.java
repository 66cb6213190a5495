package dev.jong.network.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickSubnetTest {
    private static final String ID = "ab".repeat(32);

    @Test
    void the_usual_ones_come_first() {
        PickSubnet pick = new PickSubnet(List.of());
        assertThat(pick.ofDefault()).hasToString("172.17.0.0/16");
        assertThat(pick.version4()).hasToString("172.18.0.0/16");
    }

    @Test
    void N13_what_the_host_or_another_network_uses_is_passed_over() {
        PickSubnet pick =
                new PickSubnet(
                        List.of(
                                Subnet.parse("172.17.5.0/24"),
                                Subnet.parse("172.18.0.0/15"),
                                Subnet.parse("fd00::/128")));
        assertThat(pick.ofDefault()).hasToString("172.20.0.0/16");
        assertThat(pick.version4()).hasToString("172.20.0.0/16");
        PickSubnet large = new PickSubnet(List.of(Subnet.parse("172.16.0.0/12")));
        assertThat(large.version4()).hasToString("192.168.0.0/20");
    }

    @Test
    void all_that_are_chosen_are_apart_until_none_is_left() {
        List<Subnet> taken = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Subnet next = new PickSubnet(taken).version4();
            assertThat(taken).noneMatch(next::overlaps);
            taken.add(next);
        }
        Subnet small = new PickSubnet(taken).version4();
        assertThat(small).hasToString("10.200.0.0/24");
        taken.add(small);
        assertThat(new PickSubnet(taken).version4()).hasToString("10.200.1.0/24");
        taken.add(Subnet.parse("10.200.0.0/13"));
        assertThatThrownBy(() -> new PickSubnet(taken).version4())
                .isInstanceOfSatisfying(
                        JongException.class, e -> assertThat(e.hint()).contains("--subnet"));
        assertThat(new PickSubnet(taken).ofDefault()).hasToString("172.17.0.0/16");
    }

    @Test
    void one_of_IPv6_is_local_and_always_the_same() {
        Subnet chosen = new PickSubnet(List.of()).version6(ID);
        assertThat(chosen.length()).isEqualTo(64);
        assertThat(Subnet.parse("fd00::/8").contains(chosen)).isTrue();
        assertThat(new PickSubnet(List.of()).version6(ID)).isEqualTo(chosen);
        assertThat(new PickSubnet(List.of(chosen)).version6(ID)).isNotEqualTo(chosen);
        assertThatThrownBy(() -> new PickSubnet(List.of(Subnet.parse("fd00::/8"))).version6(ID))
                .isInstanceOf(JongException.class);
    }
}
