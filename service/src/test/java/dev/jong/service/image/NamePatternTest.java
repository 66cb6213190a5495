package dev.jong.service.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "debian, debian, true",
        "deb*, debian, true",
        "*, a/b, false",
        "*/b, a/b, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "[a-c]x, bx, true",
        "[^a-c]x, bx, false",
        "[a, a, false",
        "*a*b, xxaxxb, true",
        "a*b*c, abxc, true",
        "a*b*c, abx, false",
        "\\*, *, true",
        "'', a, false",
        "*:1, debian:1, true"
    })
    void matches_as_a_shell_does(String pattern, String text, boolean matches) {
        assertThat(new NamePattern(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void hostile_patterns_end_soon() {
        assertThat(new NamePattern("*a".repeat(1000) + "b").matches("a".repeat(400))).isFalse();
    }
}
