package dev.jong.image.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Tar;
import dev.jong.image.TestStore;
import dev.jong.oci.Digest;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loading into a store on a small file system that the test mounts, so it needs root.
@Tag("root")
class FullDiskLoadTest {
    @TempDir Path directory;

    @BeforeEach
    void mount() throws Exception {
        int mounted =
                command("mount", "-t", "tmpfs", "-o", "size=4m", "jong-test", directory.toString());
        Assumptions.assumeTrue(mounted == 0, "needs root to mount a tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        command("umount", directory.toString());
    }

    @Test
    void R029_a_load_that_runs_out_of_space_stores_nothing_and_works_when_space_is_back()
            throws Exception {
        TestStore test = TestStore.open(directory);
        byte[] layer = new Tar().file("large", new byte[6 << 20]).bytes();
        byte[] archive =
                new Tar()
                        .file("l.tar", layer)
                        .file("c.json", Archives.config("amd64", Digest.of(layer)))
                        .file("manifest.json", Archives.manifest("c.json", "\"a:b\"", "l.tar"))
                        .bytes();
        assertThatThrownBy(() -> load(test, archive))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED))
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("more bytes were needed");
        assertThat(test.store().content().list()).isEmpty();
        assertThat(test.layers().list()).isEmpty();
        assertThat(command("mount", "-o", "remount,size=2g", directory.toString())).isZero();
        assertThat(load(test, archive).image().diffIds()).allMatch(test.layers()::has);
    }

    private static Carried load(TestStore test, byte[] archive) {
        return test.reading()
                .archive(new ByteArrayInputStream(archive), Optional.empty())
                .getFirst();
    }

    private static int command(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }
}
