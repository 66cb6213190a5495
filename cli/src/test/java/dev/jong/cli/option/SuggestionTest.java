package dev.jong.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
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
