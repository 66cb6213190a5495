package dev.jong.network.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {
    private final Rotation rotation = new Rotation();

    @Test
    void each_is_first_in_turn() {
        List<Integer> all = List.of(1, 2, 3);
        assertThat(rotation.next("a", all)).containsExactly(1, 2, 3);
        assertThat(rotation.next("a", all)).containsExactly(2, 3, 1);
        assertThat(rotation.next("b", all)).containsExactly(1, 2, 3);
        assertThat(rotation.next("a", all)).containsExactly(3, 1, 2);
        assertThat(rotation.next("a", all)).containsExactly(1, 2, 3);
    }

    @Test
    void a_name_that_many_others_followed_begins_anew() {
        List<Integer> all = List.of(1, 2);
        rotation.next("a", all);
        for (int i = 0; i < 2000; i++) {
            rotation.next("other " + i, all);
        }
        assertThat(rotation.next("a", all)).containsExactly(1, 2);
    }
}
