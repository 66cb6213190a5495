package dev.jong.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
    @TempDir Path directory;

    @Test
    void a_missing_file_is_a_value_and_a_link_to_nowhere_an_error() throws IOException {
        assertThat(SmallFile.read(directory.resolve("none"), 10)).isEmpty();
        assertThat(SmallFile.read(directory.resolve("none (1)"), 10)).isEmpty();
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));
        assertThatThrownBy(() -> SmallFile.read(link, 10)).isInstanceOf(JongException.class);
    }

    @Test
    void a_directory_or_a_too_large_file_is_an_error() throws IOException {
        assertThatThrownBy(() -> SmallFile.read(directory, 10))
                .hasMessageContaining("is a directory")
                .hasMessageContaining(directory.toString());
        Path file = Files.write(directory.resolve("f"), new byte[11]);
        assertThatThrownBy(() -> SmallFile.read(file, 10))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
        assertThat(SmallFile.read(file, 11)).isPresent();
    }

    @Test
    void R077_a_file_that_comes_and_goes_is_there_or_not_but_never_an_error() throws Exception {
        Path file = directory.resolve("f");
        AtomicBoolean done = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!done.get()) {
                                appearAndGo(file);
                            }
                        });
        try {
            for (int i = 0; i < 20_000; i++) {
                SmallFile.read(file, 10);
            }
        } finally {
            done.set(true);
            writer.join();
        }
    }

    private static void appearAndGo(Path file) {
        try {
            Files.write(file, new byte[] {1});
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
