package dev.jong.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final int ROUNDS = 2000;

    @Test
    void keeps_every_byte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(Text.bytes(Text.of(all))).isEqualTo(all);
    }

    @Test
    void holds_java_text_as_utf8() {
        assertThat(Text.bytes(Text.utf8("\u00e9\u20ac\ud83d\ude00")))
                .isEqualTo("\u00e9\u20ac\ud83d\ude00".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void names_the_same_file_both_ways() {
        for (String name : new String[] {"/tmp/plain", "/tmp/\u00e9\u20ac", "relative", ""}) {
            assertThat(Text.path(Text.utf8(name))).isEqualTo(Path.of(name));
            assertThat(Text.of(Path.of(name))).isEqualTo(Text.utf8(name));
        }
    }

    @Test
    void refuses_paths_that_java_cannot_name() {
        for (String text :
                new String[] {"/tmp/\u00ff", "/tmp/\u00c3", "/tmp/a\0b", "/\u00c3\u00a9\0"}) {
            assertThatThrownBy(() -> Text.path(text))
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
        }
    }

    @Test
    void O01_control_bytes_are_escaped() {
        assertThat(Text.printable("a\u001b]52;c;x\u0007b\n\t\r\u007f"))
                .isEqualTo("a\\x1b]52;c;x\\x07b\\x0a\\x09\\x0d\\x7f");
    }

    @Test
    void O01_utf8_is_kept_and_other_bytes_are_escaped() {
        String word = Text.utf8("caf\u00e9 \u20ac \ud83d\ude00");
        assertThat(Text.printable(word)).isEqualTo(word);
        assertThat(Text.printable("caf\u00e9")).isEqualTo("caf\\xe9");
    }

    @Test
    void O01_controls_hidden_in_utf8_are_escaped() {
        assertThat(Text.printable(Text.utf8("\u009b31m"))).isEqualTo("\\xc2\\x9b31m");
        for (char c : new char[] {'\u202a', '\u202e', '\u2066', '\u2069', '\u2028', '\u2029'}) {
            String shown = Text.printable(Text.utf8("a" + c + "b"));
            assertThat(shown).as("U+%04x", (int) c).startsWith("a\\x").endsWith("b");
        }
    }

    @Test
    void O01_no_bytes_at_all_reach_the_terminal_as_controls() {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            byte[] bytes = new byte[new Random(seed).nextInt(30)];
            new Random(seed).nextBytes(bytes);
            String shown = Text.printable(Text.of(bytes));
            String java = new String(Text.bytes(shown), StandardCharsets.UTF_8);
            assertThat(java.chars())
                    .as("seed %d", seed)
                    .noneMatch(c -> Character.isISOControl(c) || c == 0xfffd);
        }
    }
}
