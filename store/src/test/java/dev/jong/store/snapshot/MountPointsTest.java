package dev.jong.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointsTest {
    @TempDir Path store;

    @Test
    void makes_places_to_mount_upon() throws Exception {
        Files.createDirectory(store.resolve("trash"));
        MountPoints.make(store);
        assertThat(store.resolve("mountpoints/proc")).isEmptyDirectory();
        assertThat(store.resolve("mountpoints/etc/hosts")).isEmptyFile();
        assertThat(store.resolve("trash")).isEmptyDirectory();
    }

    @Test
    void engines_that_begin_together_do_not_fail() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 50; round++) {
                Path one = Files.createDirectory(store.resolve(Integer.toString(round)));
                Files.createDirectory(one.resolve("trash"));
                List<Callable<Boolean>> engines = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    engines.add(() -> {
                        MountPoints.make(one);
                        return true;
                    });
                }
                for (Future<Boolean> engine : threads.invokeAll(engines)) {
                    assertThat(engine.get()).isTrue();
                }
            }
        }
    }
}
