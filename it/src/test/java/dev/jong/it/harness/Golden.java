package dev.jong.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Expected texts in `src/test/resources/golden`; `-Dgolden.update=true` writes them anew.
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /// Fails unless the lines are those of the file.
    public static void matches(String name, List<String> lines) {
        Path file = FOLDER.resolve(name + ".txt");
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.getParent());
                Files.write(file, lines);
            }
            List<String> expected = Files.readAllLines(file);
            assertThat(lines)
                    .as(
                            "%s: lacks %s, has %s",
                            name, without(expected, lines), without(lines, expected))
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> without(List<String> lines, List<String> others) {
        return lines.stream().filter(line -> !others.contains(line)).toList();
    }
}
