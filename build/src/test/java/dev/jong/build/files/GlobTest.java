package dev.jong.build.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "a,            a,          true",
        "a,            ab,         false",
        "*,            a,          true",
        "*,            a/b,        false",
        "*.go,         x.go,       true",
        "*.go,         d/x.go,     false",
        "a?c,          abc,        true",
        "a?c,          a/c,        false",
        "[a-c]x,       bx,         true",
        "[^a-c]x,      bx,         false",
        "[^a-c]x,      dx,         true",
        "a[^b]c,       a/c,        false",
        "\\*,          *,          true",
        "\\*,          a,          false",
        "**,           a/b/c,      true",
        "**/x,         x,          true",
        "**/x,         a/b/x,      true",
        "**/x,         a/bx,       false",
        "a/**,         a/b/c,      true",
        "a/**,         a,          false",
        "a/**/c,       a/c,        true",
        "a/**/c,       a/b/b/c,    true",
        "a/**/c,       a/bc,       false",
        "a**c,         ac,         true",
        "a**c,         axx/c,      true",
        "a**c,         axxc,       false",
        "**/*.md,      a/b.md,     true",
        "**/a*/**,     x/ab/c,     true",
        "*/*,          a/b,        true",
        "*/*,          a/b/c,      false",
        "[[]x,         [x,         true",
        "[a\\-z]x,     -x,         true",
    })
    void matches_as_ignore_files_do(String pattern, String path, boolean expected) {
        assertThat(Glob.deep(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    void two_stars_stay_within_a_name_where_they_mean_one() {
        assertThat(Glob.flat("a**c").matches("axxc")).isTrue();
        assertThat(Glob.flat("**/c").matches("c")).isFalse();
        assertThat(Glob.flat("**/c").matches("a/c")).isTrue();
        assertThat(Glob.flat("**").matches("a/c")).isFalse();
    }

    @Test
    void a_question_mark_is_one_character_of_utf8_and_one_byte_of_anything_else() {
        assertThat(Glob.deep("?").matches(Text.utf8("\u00e4"))).isTrue();
        assertThat(Glob.deep("?").matches(Text.utf8("\ud83d\ude00"))).isTrue();
        assertThat(Glob.deep("??").matches(Text.utf8("\u00e4"))).isFalse();
        assertThat(Glob.deep("??").matches("\u00ff\u00fe")).isTrue();
        assertThat(Glob.deep(Text.utf8("[\u00e0-\u00ff]")).matches(Text.utf8("\u00e4"))).isTrue();
        assertThat(Glob.deep(Text.utf8("\u00e4*")).matches(Text.utf8("\u00e4x"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[a", "a\\", "[]", "[]a]", "[a-]", "[-a]", "[a-", "[^", "[\\"})
    void refuses_what_is_no_pattern(String pattern) {
        assertThatThrownBy(() -> Glob.deep(pattern))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("syntax error in the pattern");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,      a,     true",
        "a/b,      a/b,   false",
        "a,        a,     false",
        "b/c,      a,     false",
        "**/x,     a/b,   true",
        "*/x,      a,     true",
        "*/x,      a/b,   false",
        "*,        a,     false",
        "a*/x/*,   ab,    true",
        "a*/x/*,   ab/y,  false",
        "a/**,     a,     true",
    })
    void knows_whether_it_may_match_below_a_directory(
            String pattern, String directory, boolean expected) {
        assertThat(Glob.deep(pattern).mayMatchBelow(directory)).isEqualTo(expected);
    }

    @Test
    void tells_patterns_from_names() {
        assertThat(Glob.isPattern("a*")).isTrue();
        assertThat(Glob.isPattern("[a]")).isTrue();
        assertThat(Glob.isPattern("a\\*b")).isFalse();
        assertThat(Glob.isPattern("a.b")).isFalse();
    }
}
