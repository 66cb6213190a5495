package dev.jong.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeavyCommandsTest {
    @ParameterizedTest
    @MethodSource("paths")
    void every_heavy_command_is_known_by_its_words(String path) {
        boolean found = false;
        for (int arguments = 0; arguments < 3; arguments++) {
            List<String> line = new ArrayList<>(List.of(path.split(" ")));
            line.addAll(Collections.nCopies(arguments, "x"));
            found |= HeavyCommands.contain(line);
        }
        assertThat(found).isTrue();
    }

    static List<String> paths() {
        List<String> out = new ArrayList<>(HeavyCommands.PATHS);
        out.addAll(List.of("registry serve", "registry gc", "manifest create", "manifest rm"));
        return out;
    }

    @Test
    void places_make_a_run_heavy_and_words_of_its_program_do_not() {
        assertThat(HeavyCommands.contain(List.of("run", "--rm", "oci:dir", "true"))).isTrue();
        assertThat(HeavyCommands.contain(List.of("inspect", "docker://debian"))).isTrue();
        assertThat(HeavyCommands.contain(List.of("run", "debian", "pull"))).isFalse();
        assertThat(HeavyCommands.contain(List.of("run", "debian", "oci:dir"))).isFalse();
        assertThat(HeavyCommands.contain(List.of("inspect", "debian"))).isFalse();
    }
}
