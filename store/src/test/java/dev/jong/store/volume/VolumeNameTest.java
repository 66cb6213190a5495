package dev.jong.store.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"ab", "0a", "a.", "a_b-c.d", "A9"})
    void takes_names(String name) {
        assertThat(new VolumeName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", ".", "..", "../x", "a/b", "/a", ".hidden", "-a", "_a", "a b", "a\0b",
                "a\n", "a:b", "\u00e4b", ".new-1"
            })
    void V07_refuses_what_could_be_a_path_or_more(String name) {
        assertThat(VolumeName.isName(name)).isFalse();
        assertThatThrownBy(() -> new VolumeName(name)).isInstanceOf(JongException.class);
    }

    @Test
    void V07_refuses_what_no_file_system_takes() {
        assertThat(VolumeName.isName("a".repeat(255))).isTrue();
        assertThat(VolumeName.isName("a".repeat(256))).isFalse();
    }
}
