package dev.jong.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiltersTest {
    private static Filters filters(String... filters) {
        List<String> line = new ArrayList<>(List.of("ps"));
        for (String filter : filters) {
            line.addAll(List.of("-f", filter));
        }
        return Filters.of(
                ((CommandLine.Invoke) CommandLineParser.parse(line)).command(),
                List.of("name", "label"));
    }

    @Test
    void values_are_found_by_their_key() {
        Filters filters = filters("label=a=b", "name=x", "label=c");

        assertThat(filters.of("label")).extracting(OptionValue::text).containsExactly("a=b", "c");
        assertThat(filters.of("name")).hasSize(1);
        assertThat(filters().isEmpty()).isTrue();
    }

    @Test
    void an_unknown_key_and_a_missing_value_are_refused() {
        assertThatThrownBy(() -> filters("foo=bar")).hasMessageContaining("invalid filter \"foo\"");
        assertThatThrownBy(() -> filters("name"))
                .hasMessageContaining("\"-f, --filter\" flag: invalid filter");
    }
}
