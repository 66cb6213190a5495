package dev.jong.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedTest {
    @TempDir Path directory;

    @Test
    void R049_only_old_files_under_a_temporary_name_are_removed() throws IOException {
        Path old = file(".tmp-1-2", Duration.ofMinutes(2));
        Path young = file(".tmp-1-3", Duration.ofSeconds(20));
        Path record = file("tmp-1-2", Duration.ofMinutes(2));
        Path folder = Files.createDirectory(directory.resolve(".tmp-x"));
        Unfinished.sweep(directory);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(record).exists();
        assertThat(folder).exists();
        Unfinished.sweep(directory.resolve("none"));
    }

    private Path file(String name, Duration age) throws IOException {
        Path file = Files.write(directory.resolve(name), new byte[1]);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }
}
