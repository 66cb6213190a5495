package dev.jong.store.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    private static final Descriptor ONE = Descriptor.of(MediaType.OCI_MANIFEST, new byte[] {1});
    private static final Descriptor TWO = Descriptor.of(MediaType.OCI_MANIFEST, new byte[] {2});
    private static final Reference DEBIAN = Reference.parse("debian");
    private static final Reference OTHER = Reference.parse("localhost:5000/a/b:v1");

    @TempDir Path directory;
    private Path root;
    private References references;

    @BeforeEach
    void open() {
        root = directory.resolve("store");
        references = Store.open(root, InstantSource.fixed(Instant.EPOCH)).references();
    }

    @Test
    void a_name_is_found_again() {
        assertThat(references.put(DEBIAN, ONE)).isEmpty();
        StoredReference found = references.get(DEBIAN).orElseThrow();
        assertThat(found.target()).isEqualTo(ONE);
        assertThat(found.updated()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(references.get(OTHER)).isEmpty();
    }

    @Test
    void a_moved_name_keeps_its_old_image_without_a_name() {
        references.put(DEBIAN, ONE);
        assertThat(references.put(DEBIAN, TWO)).hasValue(ONE);
        List<StoredReference> entries = references.list().entries();
        assertThat(entries).extracting(StoredReference::target).containsExactly(TWO, ONE);
        assertThat(entries.getLast().name()).isEmpty();
    }

    @Test
    void a_moved_name_leaves_the_other_names_of_its_old_image() {
        references.put(DEBIAN, ONE);
        references.put(OTHER, ONE);
        references.put(DEBIAN, TWO);
        assertThat(references.list().namesOf(ONE.digest())).containsExactly(OTHER);
        assertThat(references.list().entries()).hasSize(2);
    }

    @Test
    void an_image_that_gets_a_name_loses_its_nameless_record() {
        references.keep(ONE);
        assertThat(references.list().entries()).hasSize(1);
        references.put(DEBIAN, ONE);
        references.keep(ONE);
        assertThat(references.list().entries())
                .extracting(StoredReference::name)
                .containsExactly(java.util.Optional.of(DEBIAN));
        assertThat(references.forget(ONE.digest())).isFalse();
    }

    @Test
    void a_removed_name_is_gone() {
        references.put(DEBIAN, ONE);
        assertThat(references.remove(DEBIAN)).isTrue();
        assertThat(references.remove(DEBIAN)).isFalse();
        assertThat(references.list().entries()).isEmpty();
        assertThat(index().manifests()).isEmpty();
    }

    @Test
    void the_layouts_index_follows() {
        references.put(DEBIAN, ONE);
        references.put(OTHER, TWO);
        assertThat(index().manifests())
                .extracting(d -> d.annotations().get(LayoutIndex.REF_NAME))
                .containsExactly("docker.io/library/debian:latest", "localhost:5000/a/b:v1");
    }

    @Test
    void the_longest_names_fit_into_a_file_name() {
        Reference longest =
                Reference.parse("a".repeat(230) + ":" + "t".repeat(128) + "@" + ONE.digest());
        references.put(longest, ONE);
        assertThat(references.get(longest)).isPresent();
        assertThat(references.list().entries()).hasSize(1);
    }

    @Test
    void R091_a_damaged_record_hides_no_other_and_heals() throws IOException {
        references.put(DEBIAN, ONE);
        references.put(OTHER, TWO);
        Path file = root.resolve("refs/docker.io%2Flibrary%2Fdebian:latest");
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> references.get(DEBIAN))
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining(Text.of(file));
            assertThat(references.get(OTHER)).isPresent();
            assertThat(references.list().entries())
                    .extracting(StoredReference::target)
                    .containsExactly(TWO);
            assertThat(references.list().damaged()).hasSize(1);
        }
        references.put(DEBIAN, ONE);
        assertThat(references.list().damaged()).isEmpty();
    }

    @Test
    void a_record_under_another_names_file_is_damage() throws IOException {
        references.put(OTHER, ONE);
        Files.move(
                root.resolve("refs/localhost:5000%2Fa%2Fb:v1"),
                root.resolve("refs/docker.io%2Flibrary%2Fdebian:latest"));
        assertThatThrownBy(() -> references.get(DEBIAN)).hasMessageContaining("another name");
    }

    @Test
    void writers_in_many_threads_lose_nothing() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            int writer = n;
            threads.add(Thread.ofVirtual().start(() -> putMany(writer)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(references.list().entries()).hasSize(8 * 12);
        assertThat(index().manifests()).hasSize(8 * 12);
    }

    private void putMany(int n) {
        for (int i = 0; i < 12; i++) {
            references.put(Reference.parse("writer" + n + ":" + i), ONE);
        }
    }

    private Index index() {
        try {
            return (Index) Document.parse(Files.readAllBytes(root.resolve("images/index.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
