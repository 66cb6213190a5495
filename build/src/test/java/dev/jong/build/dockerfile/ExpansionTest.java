package dev.jong.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final Map<String, String> SET =
            Map.of(
                    "v",
                    "value",
                    "e",
                    "",
                    "p",
                    "/a/b/c.tar.gz",
                    "s",
                    "one two",
                    "star",
                    "a*b",
                    "u",
                    Text.utf8("h\u00e9llo"));

    private static Expansion with(char escape) {
        return new Expansion(escape, name -> Optional.ofNullable(SET.get(name)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '^',
            value = {
                "$v|value",
                "x${v}y|xvaluey",
                "${v:-d}|value",
                "${e:-d}|d",
                "${e-d}|^^",
                "${n-d}|d",
                "${n:-$v}|value",
                "${n:-${m:-deep}}|deep",
                "${v:+w}|w",
                "${e:+w}|^^",
                "${e+w}|w",
                "${n+w}|^^",
                "${v:?no}|value",
                "${e?no}|^^",
                "$n|^^",
                "a$|a$",
                "a$/b|a$/b",
                "\\$v|$v",
                "'$v'|$v",
                "\"$v\"|value",
                "\"\\$v\"|$v",
                "\"a\\b\"|a\\b",
                "a\\b|ab",
                "'a\\b'|a\\b",
                "\"it's\"|it's",
                "${p#*/}|a/b/c.tar.gz",
                "${p##*/}|c.tar.gz",
                "${p%.*}|/a/b/c.tar",
                "${p%%.*}|/a/b/c",
                "${p%/*}|/a/b",
                "${p/b/X}|/a/X/c.tar.gz",
                "${p//\\//_}|_a_b_c.tar.gz",
                "${p//?/x}|xxxxxxxxxxxxx",
                "${star#a\\*}|b",
                "${star/\\*/-}|a-b",
                "${v/l*/}|va",
                "${v#x}|value",
                "${e//*/x}|x",
                "${e/a/x}|^^",
                "${u/?l/_}|h_lo",
                "${n:-a b}|a b",
                "${n:-\"}\"}|}",
                "$1x|x",
                "${v#\"va\"}|lue",
                "$vx|^^",
                "${v}x|valuex",
            })
    void expands_as_the_shell_lexer_of_dockerfiles_does(String raw, String expected) {
        assertThat(with('\\').word(raw)).isEqualTo(expected);
    }

    @Test
    void a_backtick_escapes_where_the_file_says_so() {
        assertThat(with('`').word("`$v C:\\dir")).isEqualTo("$v C:\\dir");
    }

    @Test
    void white_space_of_values_splits_words_but_not_within_quotes() {
        assertThat(with('\\').words("a $s \"$s\" 'x y' \"\" b\\ c"))
                .containsExactly("a", "one", "two", "one two", "x y", "b c");
        assertThat(with('\\').word("$s")).isEqualTo("one two");
    }

    @Test
    void quotes_of_documents_stay() {
        assertThat(with('`').document("\"$v\" '$v' \\$v it's\n"))
                .isEqualTo("\"value\" 'value' $v it's\n");
    }

    @Test
    void tells_what_was_asked_for_and_is_not_set() {
        Expansion expansion = with('\\');
        expansion.word("$v $n ${m} ${d:-x} $1 $@ '$q'");
        assertThat(expansion.unset()).containsExactlyInAnyOrder("n", "m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "${|bad|0",
                "${v|no }|0",
                "${}|bad substitution|0",
                "${:x}|bad substitution|0",
                "'a|single quote|0",
                "\"a|double quote|0",
                "${v!x}|no modifier|0",
                "${n:?give me n}|give me n|0",
                "${n?}|must be set|0",
                "${e:?}|not be empty|0",
                "${v:=x}|no modifier|0",
                "${v/a}|no /|0"
            })
    void errors_say_what_is_wrong(String raw, String part) {
        String expected = raw.equals("${") ? "cannot expand" : part;
        assertThatThrownBy(() -> with('\\').word(raw))
                .isInstanceOf(JongException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void B21_deep_nesting_and_costly_patterns_end_in_errors() {
        assertThatThrownBy(() -> with('\\').word("${n:-".repeat(100_000)))
                .isInstanceOf(JongException.class);
        String big = "x".repeat(600_000);
        assertThatThrownBy(() -> new Expansion('\\', name -> Optional.of(big)).word("$a\"$b\""))
                .hasMessageContaining("too long");
        String many = "a".repeat(20_000);
        Expansion expansion = new Expansion('\\', name -> Optional.of(many));
        assertThatThrownBy(() -> expansion.word("${v//" + "*a".repeat(200) + "b/x}"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("too long");
    }
}
