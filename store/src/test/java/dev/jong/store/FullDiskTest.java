package dev.jong.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store on a file system of 1 MiB that the test mounts, so it needs root.
@Tag("root")
class FullDiskTest {
    private static final byte[] LARGE = new byte[2 << 20];
    private static final byte[] SMALL = {1};
    private static final Reference NAME = Reference.parse("debian");

    @TempDir Path directory;
    private Store store;

    @BeforeEach
    void mount() throws Exception {
        Assumptions.assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=1m", "jong-test", directory.toString())
                        == 0,
                "needs root to mount a tmpfs");
        store = Store.open(directory, InstantSource.system());
    }

    @AfterEach
    void unmount() throws Exception {
        command("umount", directory.toString());
    }

    @Test
    void R029_a_full_disk_names_path_and_need_and_a_retry_works_after_space_is_back()
            throws IOException {
        assertThatThrownBy(() -> store.content().put("a/b", LARGE))
                .satisfies(is(ErrorKind.EXHAUSTED))
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("no space left on device")
                .hasMessageContaining("more bytes were needed");
        assertThat(store.content().list()).isEmpty();
        Descriptor small = store.content().put(MediaType.OCI_MANIFEST, SMALL);
        assertThat(store.content().read(small.digest())).isEqualTo(SMALL);
    }

    @Test
    void R029_a_reference_is_old_or_new_when_the_disk_is_full() throws IOException {
        Descriptor one = store.content().put(MediaType.OCI_MANIFEST, SMALL);
        store.references().put(NAME, one);
        fill();
        refused(
                () -> store.references().put(NAME, Descriptor.of(MediaType.OCI_MANIFEST, LARGE)),
                ErrorKind.EXHAUSTED);
        assertThat(store.references().get(NAME).orElseThrow().target()).isEqualTo(one);
        assertThat(store.references().list().damaged()).isEmpty();
    }

    @Test
    void R037_a_read_only_store_lists_and_reads_and_refuses_writes_in_one_line() throws Exception {
        Descriptor one = store.content().put(MediaType.OCI_MANIFEST, SMALL);
        store.references().put(NAME, one);
        command("mount", "-o", "remount,ro", directory.toString());
        Store readOnly = Store.open(directory, InstantSource.system());
        assertThat(readOnly.references().list().entries()).hasSize(1);
        assertThat(readOnly.content().read(one.digest())).isEqualTo(SMALL);
        refused(() -> readOnly.references().put(NAME, one), ErrorKind.PRECONDITION);
        refused(() -> readOnly.content().put("a/b", SMALL), ErrorKind.PRECONDITION);
        refused(() -> readOnly.content().remove(one.digest()), ErrorKind.PRECONDITION);
        refused(() -> readOnly.leases().share(), ErrorKind.PRECONDITION);
    }

    private void fill() throws IOException {
        try {
            Files.write(directory.resolve("fill"), LARGE);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void refused(ThrowingCallable call, ErrorKind kind) {
        assertThatThrownBy(call).satisfies(is(kind)).hasMessageNotContaining("\n");
    }

    private static java.util.function.Consumer<Throwable> is(ErrorKind kind) {
        return e ->
                assertThat(e)
                        .isInstanceOfSatisfying(
                                JongException.class, j -> assertThat(j.kind()).isEqualTo(kind));
    }

    private static int command(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }
}
