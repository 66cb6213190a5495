package dev.jong.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void one_swap_counts_as_one_change() {
        assertThat(Suggestion.distance("nmae", "name")).isEqualTo(1);
        assertThat(Suggestion.distance("name", "name")).isZero();
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void the_nearest_word_wins_and_far_ones_are_not_suggested() {
        List<String> known = List.of("volume", "volumes-from", "env", "env-file");

        assertThat(Suggestion.nearest("volum", known)).isEqualTo("volume");
        assertThat(Suggestion.nearest("evn", known)).isEqualTo("env");
        assertThat(Suggestion.nearest("xyzzy", known)).isEmpty();
    }

    @Test
    void a_beginning_leads_to_the_whole_word() {
        assertThat(Suggestion.nearest("vol", List.of("volume"))).isEqualTo("volume");
    }

    @Test
    void a_huge_word_is_not_compared() {
        assertThat(Suggestion.nearest("x".repeat(1_000_000), List.of("name"))).isEmpty();
    }
}
