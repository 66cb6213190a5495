package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Containers on file systems that the test mounts and fills, so it needs root.
@Tag("root")
class FullDiskTest {
    @TempDir Path directory;
    private Path disk;

    @BeforeEach
    void prepare() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
    }

    @AfterEach
    void unmount() throws Exception {
        command("umount", disk.toString());
    }

    @Test
    void R2_a_name_whose_holder_can_not_be_written_is_nobody_s() throws Exception {
        mount("size=64k");
        Files.createDirectory(disk.resolve("names"));
        Files.createDirectories(disk.resolve("containers").resolve(Fixtures.FIRST));
        fill();
        ContainerNames names = new ContainerNames(disk);
        assertThatThrownBy(() -> names.claim("web", Fixtures.FIRST))
                .isInstanceOf(JongException.class);
        assertThat(disk.resolve("names/web")).doesNotExist();
        Files.delete(disk.resolve("fill"));
        names.claim("web", Fixtures.FIRST);
    }

    /// Wherever the last inode goes, neither a name nor half of a folder stays.
    @Test
    void R2_a_container_that_can_not_be_made_leaves_nothing() throws Exception {
        mount("size=1m,nr_inodes=64");
        Containers containers = new Containers(disk, directory.resolve("run"));
        containers.prepare();
        List<Path> taken = new ArrayList<>();
        for (boolean full = false; !full; ) {
            try {
                Path next = disk.resolve("taken" + taken.size());
                Files.createFile(next);
                taken.add(next);
            } catch (java.io.IOException e) {
                full = true;
            }
        }
        int failures = 0;
        while (!made(containers)) {
            failures++;
            assertThat(disk.resolve("names").toFile().list()).as("failure " + failures).isEmpty();
            assertThat(disk.resolve("containers").toFile().list())
                    .as("failure " + failures)
                    .isEmpty();
            containers.emptyTrash();
            Files.delete(taken.removeLast());
        }
        assertThat(failures).isGreaterThan(1);
    }

    private static boolean made(Containers containers) {
        try {
            containers.create(Fixtures.FIRST, Optional.of("web"), List.of());
            return true;
        } catch (JongException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED);
            return false;
        }
    }

    private void mount(String options) throws Exception {
        Assumptions.assumeTrue(
                command("mount", "-t", "tmpfs", "-o", options, "jong-test", disk.toString()) == 0,
                "needs root to mount a tmpfs");
    }

    private void fill() throws Exception {
        try {
            Files.write(disk.resolve("fill"), new byte[1 << 20]);
        } catch (java.io.IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int command(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }
}
