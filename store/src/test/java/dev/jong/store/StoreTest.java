package dev.jong.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir Path directory;

    @Test
    void makes_a_store_that_opens_again() throws IOException {
        Path root = directory.resolve("a/b");
        open(root);
        open(root);
        assertThat(root.resolve("version")).hasContent("1\n");
        assertThat(root.resolve("images/oci-layout"))
                .hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    @Test
    void finishes_what_a_killed_attempt_began() throws IOException {
        open(directory);
        Files.delete(directory.resolve("version"));
        Files.delete(directory.resolve("images/index.json"));
        open(directory);
        assertThat(directory.resolve("images/index.json")).exists();
    }

    @Test
    void does_not_mind_another_engine_that_makes_and_uses_the_same_store_meanwhile()
            throws IOException {
        for (String name : new String[] {"names", "mnt", "trash"}) {
            Files.createDirectory(directory.resolve(name));
        }
        Files.createFile(directory.resolve("store.lock"));
        open(directory);
        assertThat(directory.resolve("version")).exists();
    }

    @Test
    void R006_a_newer_store_is_refused_untouched() throws IOException {
        Files.writeString(directory.resolve("version"), "2\n");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> open(directory))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.PRECONDITION))
                .hasMessageContaining("layout 2");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("version"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void R091_a_damaged_version_is_refused() throws IOException {
        for (String text : new String[] {"", "1", "x\n", "-1\n", "11111111111111\n"}) {
            Files.writeString(directory.resolve("version"), text);
            assertThatThrownBy(() -> open(directory)).isInstanceOf(JongException.class);
        }
    }

    @Test
    void refuses_a_directory_that_holds_something_else() throws IOException {
        Files.createFile(directory.resolve("thesis.tex"));
        assertThatThrownBy(() -> open(directory)).hasMessageContaining("not a store");
        assertThat(directory.resolve("refs")).doesNotExist();
    }

    @Test
    void H01_T17_other_users_can_not_look_inside() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        open(directory);
        assertThat(mode(directory)).isEqualTo("rwx------");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        open(directory);
        assertThat(mode(directory)).isEqualTo("rwx------");
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(Files::isDirectory))
                    .allSatisfy(d -> assertThat(mode(d)).isEqualTo("rwx------"));
        }
    }

    private static void open(Path root) {
        Store.open(root, InstantSource.system());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
