package dev.jong.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloImageTest {
    @TempDir Path directory;

    @Test
    void the_same_program_gives_the_same_image_in_every_store() throws IOException {
        Path program = Files.writeString(directory.resolve("program"), "program");
        assertThat(install("a", program).target()).isEqualTo(install("b", program).target());
        Image hello = install("a", program);
        assertThat(hello.config().defaults().entrypoint()).containsExactly("/hello");
        assertThat(hello.config().diffIds()).hasSize(1);
    }

    @Test
    void an_image_of_that_name_is_left_alone() throws IOException {
        Image first = install("a", Files.writeString(directory.resolve("one"), "one"));
        Image second = install("a", Files.writeString(directory.resolve("two"), "two"));
        assertThat(second.id()).isEqualTo(first.id());
    }

    private Image install(String name, Path program) {
        TestStore test = TestStore.open(directory.resolve(name));
        new HelloImage(test.store(), test.layers()).install(program);
        Image image = new Images(test.store()).resolve("hello", Optional.empty());
        assertThat(test.layers().has(image.diffIds().getFirst())).isTrue();
        return image;
    }
}
