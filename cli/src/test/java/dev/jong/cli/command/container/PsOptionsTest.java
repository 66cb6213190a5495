package dev.jong.cli.command.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PsOptionsTest {
    @Test
    void shows_what_ps_shows_in_full_unless_told_otherwise() {
        String full = "UID PID PPID C STIME TTY TIME CMD";
        assertThat(headers()).isEqualTo(full);
        assertThat(headers("-ef")).isEqualTo(full);
        assertThat(headers("-e", "-f")).isEqualTo(full);
        assertThat(headers("aux"))
                .isEqualTo("USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND");
    }

    @Test
    void shows_the_columns_that_are_named_with_headings_of_their_own() {
        assertThat(headers("-o", "pid,rss")).isEqualTo("PID RSS");
        assertThat(headers("-eo", "pid", "-ouser=WHO")).isEqualTo("PID WHO");
        assertThat(headers("o", "args")).isEqualTo("COMMAND");
    }

    @Test
    void refuses_what_it_does_not_know_by_name() {
        assertThatThrownBy(() -> headers("-o", "pid,wchan"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("wchan");
        assertThatThrownBy(() -> headers("--forest"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("--forest");
    }

    private static String headers(String... options) {
        return String.join(
                " ", PsOptions.parse(List.of(options)).stream().map(PsColumn::header).toList());
    }
}
