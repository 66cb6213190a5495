package dev.jong.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    @TempDir Path directory;

    @Test
    void gives_new_names_in_a_directory_of_this_engine() throws IOException {
        Staging staging = new Staging(directory);
        Path first = Files.createFile(staging.file());
        Path second = Files.createFile(staging.file());
        Path other = Files.createFile(new Staging(directory).file());
        assertThat(first.getParent()).isEqualTo(second.getParent()).isEqualTo(other.getParent());
    }

    @Test
    void leaves_no_empty_directory_behind() throws IOException {
        try (Staging staging = new Staging(directory)) {
            Files.delete(Files.createFile(staging.file()));
        }
        assertThat(directory).isEmptyDirectory();
        Staging again = new Staging(directory);
        again.close();
        Path file = Files.createFile(again.file());
        again.close();
        assertThat(file).as("whoever works on it still does").exists();
        Files.createFile(again.file());
    }

    @Test
    void R003_files_of_a_killed_engine_are_swept() throws IOException {
        Path dead = Files.createDirectory(directory.resolve("999999-12345"));
        Files.createFile(dead.resolve("1"));
        Path recycled =
                Files.createDirectory(directory.resolve(ProcessHandle.current().pid() + "-1"));
        new Staging(directory).file();
        assertThat(dead).doesNotExist();
        assertThat(recycled).doesNotExist();
    }

    @Test
    void R075_engines_that_sweep_the_same_at_once_do_not_disturb_each_other() throws Exception {
        Callable<Path> engine = () -> new Staging(directory).file();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 20; round++) {
                for (int i = 1; i < 20; i++) {
                    Path dead = Files.createDirectory(directory.resolve("999999-" + i));
                    Files.createFile(dead.resolve("1"));
                }
                for (Future<Path> each : threads.invokeAll(Collections.nCopies(8, engine))) {
                    assertThat(each.get().getParent()).exists();
                }
                assertThat(directory.toFile().list()).hasSize(1);
            }
        }
    }

    @Test
    void files_of_a_living_engine_stay() throws IOException {
        Path mine = Files.createFile(new Staging(directory).file());
        new Staging(directory).file();
        assertThat(mine).exists();
    }

    @Test
    void R093_unknown_files_stay() throws IOException {
        Path stranger = Files.createDirectory(directory.resolve("stranger-dir"));
        Path odd = Files.createFile(directory.resolve("x-1"));
        new Staging(directory).file();
        assertThat(stranger).exists();
        assertThat(odd).exists();
    }
}
