package dev.jong.service.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildFolderTest {
    @TempDir private Path runtime;

    @Test
    void nobody_else_may_enter_it_and_it_goes_with_the_build() throws Exception {
        Path path;
        try (BuildFolder folder = BuildFolder.make(runtime)) {
            path = folder.path();
            Files.createDirectories(path.resolve("a/b"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void R005_what_a_killed_build_left_goes_with_the_next() throws Exception {
        Path killed = Files.createDirectories(runtime.resolve("build/1-17-5/x")).getParent();
        Path strange = Files.createDirectory(runtime.resolve("build/strange"));
        try (BuildFolder first = BuildFolder.make(runtime);
                BuildFolder second = BuildFolder.make(runtime)) {
            assertThat(killed).doesNotExist();
            assertThat(strange).doesNotExist();
            assertThat(first.afterKilled()).isTrue();
            assertThat(second.afterKilled()).isFalse();
            assertThat(first.path()).isDirectory();
            assertThat(second.path()).isDirectory();
            Files.createDirectories(killed.resolve("x"));
            assertThat(BuildFolder.sweepKilled(runtime)).isTrue();
            assertThat(BuildFolder.sweepKilled(runtime)).isFalse();
            assertThat(killed).doesNotExist();
            assertThat(second.path()).isDirectory();
        }
    }
}
