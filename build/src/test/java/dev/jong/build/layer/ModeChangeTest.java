package dev.jong.build.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeChangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "644 755 644 644",
                "04755 600 4755 4755",
                "u=rwX,go=rX 600 644 755",
                "u=rwX,go=rX 700 755 755",
                "+x 644 755 755",
                "a-w 666 444 444",
                "go= 777 700 700",
                "u+s,+t 755 5755 5755",
                "g=u 750 770 770",
                "u=rwx,g+w-x 050 760 760",
                "u=rx 4755 555 4555",
                "o=g 641 644 644",
                "0 777 0 0",
            })
    void modes_change_as_chmod_changes_them(String text, String mode, String file, String dir) {
        ModeChange change = ModeChange.parse(text);
        int before = Integer.parseInt(mode, 8);
        assertThat(Integer.toOctalString(change.apply(before, false))).isEqualTo(file);
        assertThat(Integer.toOctalString(change.apply(before, true))).isEqualTo(dir);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "10000", "07x", "u", "u=q", "rwx", "u=rwx,", ",", "u=go", "x+r"})
    void others_are_refused(String text) {
        assertThatThrownBy(() -> ModeChange.parse(text))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("--chmod");
    }
}
