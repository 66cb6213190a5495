package dev.jong.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EditDistanceTest {
    @Test
    void one_swap_counts_as_one_change() {
        assertThat(EditDistance.between("nmae", "name")).isEqualTo(1);
        assertThat(EditDistance.between("name", "name")).isZero();
        assertThat(EditDistance.between("", "abc")).isEqualTo(3);
    }

    @Test
    void each_letter_added_left_out_or_replaced_counts() {
        assertThat(EditDistance.between("nam", "name")).isEqualTo(1);
        assertThat(EditDistance.between("namee", "name")).isEqualTo(1);
        assertThat(EditDistance.between("nome", "name")).isEqualTo(1);
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
    }
}
