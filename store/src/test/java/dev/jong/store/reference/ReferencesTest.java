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
import java.util.Optional;
import java.util.stream.Stream;
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
                .containsExactly(Optional.of(DEBIAN));
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

    @Test
    void many_names_are_given_one_after_the_other_with_one_sync() {
        references.put(DEBIAN, ONE);
        references.put(OTHER, ONE);
        List<Naming> namings = new ArrayList<>(List.of(new Naming(DEBIAN, TWO)));
        for (int i = 0; i < 40; i++) {
            namings.add(new Naming(Reference.parse("many:" + i), TWO));
        }
        namings.add(new Naming(Reference.parse("many:0"), ONE));
        namings.add(new Naming(OTHER, TWO));
        List<Integer> recordsAtSync = new ArrayList<>();
        List<Optional<Descriptor>> before =
                references.putAll(
                        namings, () -> recordsAtSync.add(references.list().entries().size()));
        assertThat(before).hasSize(43);
        assertThat(before.getFirst()).hasValue(ONE);
        assertThat(before.get(1)).isEmpty();
        assertThat(before.get(41)).hasValue(TWO);
        assertThat(before.get(42)).hasValue(ONE);
        // Nothing has its name before its record is on disk.
        assertThat(recordsAtSync).containsOnly(2);
        assertThat(references.list().namesOf(ONE.digest()))
                .containsExactly(Reference.parse("many:0"));
        assertThat(references.list().namesOf(TWO.digest())).hasSize(41);
        assertThat(index().manifests()).hasSize(42);
    }

    @Test
    void an_image_that_loses_all_names_to_many_others_stays_without_one() {
        references.put(DEBIAN, ONE);
        List<Naming> namings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            namings.add(new Naming(Reference.parse("many:" + i), TWO));
        }
        namings.add(new Naming(DEBIAN, TWO));
        references.putAll(namings, () -> {});
        StoredReference last = references.list().entries().getLast();
        assertThat(last.name()).isEmpty();
        assertThat(last.target()).isEqualTo(ONE);
        assertThat(index().manifests()).hasSize(22);
    }

    @Test
    void names_that_cannot_be_synced_are_not_given_and_leave_nothing() throws IOException {
        List<Naming> namings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            namings.add(new Naming(Reference.parse("many:" + i), TWO));
        }
        assertThatThrownBy(() ->
                        references.putAll(
                                namings,
                                () -> {
                                    throw new IllegalStateException("full");
                                }))
                .hasMessage("full");
        try (Stream<Path> files = Files.list(root.resolve("refs"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void names_that_are_released_leave_the_image() {
        references.put(DEBIAN, ONE);
        references.put(OTHER, ONE);
        references.release(List.of(DEBIAN, OTHER));
        assertThat(references.list().entries()).hasSize(1);
        assertThat(references.list().entries().getFirst().name()).isEmpty();
        assertThat(index().manifests()).hasSize(1);
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
