package dev.jong.service.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedLineTest {
    private final StringBuilder screen = new StringBuilder();

    @Test
    void what_was_taken_back_does_not_count() {
        assertThat(typed("ab\u007fc\n", true)).isEqualTo("ac");
        assertThat(screen).hasToString("ab\b \bc\n");
        assertThat(typed("wrong\u0015right\r", true)).isEqualTo("right");
        assertThat(typed(Text.utf8("a\u00e4\u007fb\n"), true)).isEqualTo("ab");
    }

    @Test
    void a_secret_is_never_on_the_screen() {
        assertThat(typed("s3cret\u007ft\n", false)).isEqualTo("s3cret");
        assertThat(screen).hasToString("\n");
    }

    @Test
    void control_bytes_are_no_part_of_a_line() {
        assertThat(typed("a\u001b[31mb\tc\n", true)).isEqualTo("a[31mbc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc\u0003", "\u0004", "no end"})
    void whoever_gives_up_is_believed(String keys) {
        assertThatThrownBy(() -> typed(keys, false))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
    }

    private String typed(String keys, boolean shown) {
        return new TypedLine(new ByteArrayInputStream(Text.bytes(keys)), screen::append, shown)
                .read();
    }
}
