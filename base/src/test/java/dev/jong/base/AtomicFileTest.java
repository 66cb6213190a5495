package dev.jong.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir Path directory;

    @Test
    void writes_a_new_file_for_its_owner_only() throws IOException {
        Path file = directory.resolve("a");
        AtomicFile.write(file, new byte[] {1, 2});
        assertThat(file).hasBinaryContent(new byte[] {1, 2});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void replaces_the_whole_content() throws IOException {
        Path file = directory.resolve("a");
        AtomicFile.writeVolatile(file, new byte[1000]);
        AtomicFile.writeVolatile(file, new byte[] {7});
        AtomicFile.write(file, new byte[0]);
        assertThat(file).isEmptyFile();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void replaces_a_link_and_not_what_it_points_to() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "kept");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        AtomicFile.write(link, new byte[] {1});
        assertThat(target).hasContent("kept");
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    @Test
    void leaves_nothing_behind_when_it_fails() throws IOException {
        Path taken = directory.resolve("taken");
        Files.createDirectories(taken.resolve("inside"));
        assertThatThrownBy(() -> AtomicFile.write(taken, new byte[] {1}))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AtomicFile.write(directory.resolve("none/a"), new byte[] {1}))
                .isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("taken");
    }

    @Test
    void shows_a_reader_the_old_bytes_or_the_new_ones() throws Exception {
        Path file = directory.resolve("a");
        AtomicFile.writeVolatile(file, new byte[64 << 10]);
        AtomicBoolean over = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < 200; i++) {
                                byte[] bytes = new byte[64 << 10];
                                Arrays.fill(bytes, (byte) i);
                                try {
                                    AtomicFile.writeVolatile(file, bytes);
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            }
                            over.set(true);
                        });
        int reads = 0;
        while (!over.get() && writer.isAlive() || reads == 0) {
            byte[] seen = Files.readAllBytes(file);
            byte[] whole = new byte[64 << 10];
            Arrays.fill(whole, seen[0]);
            assertThat(seen).isEqualTo(whole);
            reads++;
        }
        writer.join();
        assertThat(over).isTrue();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList().stream();
        }
    }
}
