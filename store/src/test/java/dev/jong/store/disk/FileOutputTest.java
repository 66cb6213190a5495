package dev.jong.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.Text;
import dev.jong.linux.NativeSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {
    @TempDir private Path folder;

    @Test
    void nothing_is_there_until_it_is_published() throws IOException {
        Path file = folder.resolve("out");
        Files.writeString(file, "old");
        try (FileOutput out = FileOutput.create(new NativeSyscalls(), file)) {
            out.write(Text.bytes("new"));
            out.write('!');
            assertThat(folder).isDirectoryContaining(found -> found.equals(file));
            assertThat(folder.toFile().list()).hasSize(1);
            assertThat(file).hasContent("old");
            out.publish();
        }
        assertThat(file).hasContent("new!");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void what_is_not_published_leaves_nothing() throws IOException {
        try (FileOutput out = FileOutput.create(new NativeSyscalls(), folder.resolve("out"))) {
            out.write(new byte[100]);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void only_regular_files_are_replaced() {
        assertThatThrownBy(() -> FileOutput.create(new NativeSyscalls(), Path.of("/dev/null")))
                .hasMessageContaining("no regular file");
        assertThatThrownBy(() -> FileOutput.create(new NativeSyscalls(), folder))
                .hasMessageContaining("no regular file");
        Path missing = folder.resolve("no/out");
        assertThatThrownBy(() -> FileOutput.create(new NativeSyscalls(), missing))
                .hasMessageContaining("does not exist");
    }
}
