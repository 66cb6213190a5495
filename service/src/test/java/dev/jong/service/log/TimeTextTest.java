package dev.jong.service.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:20:30Z, 2026-01-31T10:20:30Z",
        "2026-01-31T10:20:30.5Z, 2026-01-31T10:20:30.5Z",
        "2026-01-31T10:20:30.123456789+02:00, 2026-01-31T08:20:30.123456789Z",
        "2026-01-31T10:20-01:30, 2026-01-31T11:50:00Z",
        "2026-01-31T10Z, 2026-01-31T10:00:00Z",
        "2026-01-31T10:20:30, 2026-01-31T09:20:30Z",
        "2026-01-31T10:20, 2026-01-31T09:20:00Z",
        "2026-07-31, 2026-07-30T22:00:00Z",
        "2026-07-31Z, 2026-07-31T00:00:00Z",
        "1767225600, 2026-01-01T00:00:00Z",
        "1767225600.250000001, 2026-01-01T00:00:00.250000001Z",
        "0, 1970-01-01T00:00:00Z",
        "2026-03-29T02:30:00, 2026-03-29T01:30:00Z",
        "2026-10-25T02:30:00, 2026-10-25T00:30:00Z",
        "-1.5, 1969-12-31T23:59:58.5Z",
        "10m, 2026-06-01T11:50:00Z",
        "1h30m2.5s, 2026-06-01T10:29:57.5Z",
        "-5s, 2026-06-01T12:00:05Z"
    })
    void reads_the_forms_that_Docker_knows(String text, String expected) {
        assertThat(TimeText.parse("--since", text, NOW, ZONE)).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1x",
                "yesterday",
                "2026-13-01",
                "2026-01-32T00:00:00Z",
                "2026-01-31T25:00:00Z",
                "2026-12-31T23:59:60Z",
                "2026-01-31T10:20:30Zx",
                "2026-01-31 10:20:30",
                "2026-01-31T10:20:30.Z",
                "1.2.3",
                "--5",
                ".",
                "-",
                "99999999999999999999",
                "1e9",
                "2026-01-31T10:20:30+99:00",
                "\u001b[31m"
            })
    void O07_refuses_nonsense(String text) {
        assertThatThrownBy(() -> TimeText.parse("--since", text, NOW, ZONE))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("--since")
                .hasMessageNotContainingAny("\u001b");
    }

    @Test
    void O07_refuses_a_megabyte_without_repeating_it() {
        assertThatThrownBy(() -> TimeText.parse("--until", "9".repeat(1 << 20), NOW, ZONE))
                .isInstanceOf(JongException.class)
                .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(200));
    }
}
