package dev.jong.store.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
    private static final byte[] CONTENT = {'a', 'b', 'c'};
    private static final Descriptor DESCRIPTOR = Descriptor.of("a/b", CONTENT);

    @TempDir Path directory;
    private Store store;
    private ContentStore content;

    @BeforeEach
    void open() {
        store = Store.open(directory.resolve("store"), InstantSource.system());
        content = store.content();
    }

    @Test
    void a_document_comes_back_by_its_digest() {
        assertThat(content.put("a/b", CONTENT)).isEqualTo(DESCRIPTOR);
        assertThat(content.read(DESCRIPTOR.digest())).isEqualTo(CONTENT);
        assertThat(content.has(DESCRIPTOR)).isTrue();
        assertThat(content.list()).containsExactly(DESCRIPTOR.digest());
        assertThat(store.layout().resolve("blobs/sha256/" + DESCRIPTOR.digest().hex()))
                .hasBinaryContent(CONTENT);
    }

    @Test
    void a_missing_blob_is_not_found() {
        assertThatThrownBy(() -> content.read(DESCRIPTOR.digest()))
                .satisfies(is(ErrorKind.NOT_FOUND));
        assertThatThrownBy(() -> content.open(DESCRIPTOR.digest()))
                .satisfies(is(ErrorKind.NOT_FOUND));
        assertThat(content.remove(DESCRIPTOR.digest())).isFalse();
    }

    @Test
    void what_is_not_committed_leaves_nothing() throws IOException {
        try (Ingest ingest = content.ingest(0)) {
            ingest.write(CONTENT, 0, 3);
            assertThat(ingest.seal()).isEqualTo(DESCRIPTOR.digest());
        }
        assertThat(content.list()).isEmpty();
        assertThat(staged()).isZero();
    }

    @Test
    void G01_content_that_differs_from_what_was_announced_is_never_visible() throws IOException {
        try (Ingest ingest = content.ingest(3)) {
            ingest.write(new byte[] {'a', 'b', 'd'}, 0, 3);
            assertThatThrownBy(() -> ingest.commit(DESCRIPTOR)).satisfies(is(ErrorKind.DATA_LOSS));
        }
        assertThat(content.list()).isEmpty();
        assertThat(staged()).isZero();
    }

    @Test
    void R033_damage_is_noticed_before_use_and_names_the_blob() throws IOException {
        content.put("a/b", CONTENT);
        Files.write(content.path(DESCRIPTOR.digest()), new byte[] {'a', 'b', 'd'});
        assertThatThrownBy(() -> content.read(DESCRIPTOR.digest()))
                .satisfies(is(ErrorKind.DATA_LOSS))
                .hasMessageContaining(DESCRIPTOR.digest().toString());
        try (InputStream in = content.open(DESCRIPTOR.digest())) {
            assertThatThrownBy(in::readAllBytes).satisfies(is(ErrorKind.DATA_LOSS));
        }
    }

    @Test
    void R033_putting_a_damaged_blob_again_heals_it() throws IOException {
        content.put("a/b", CONTENT);
        Files.write(content.path(DESCRIPTOR.digest()), new byte[] {'a'});
        assertThat(content.has(DESCRIPTOR)).isFalse();
        content.put("a/b", CONTENT);
        assertThat(content.read(DESCRIPTOR.digest())).isEqualTo(CONTENT);
    }

    @Test
    void R093_unknown_files_beside_the_blobs_are_left_alone() throws IOException {
        Path stranger = Files.createFile(store.layout().resolve("blobs/sha256/stranger"));
        assertThat(content.list()).isEmpty();
        assertThat(stranger).exists();
    }

    private long staged() throws IOException {
        try (Stream<Path> files = Files.walk(store.temporary())) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static java.util.function.Consumer<Throwable> is(ErrorKind kind) {
        return e ->
                assertThat(e)
                        .isInstanceOfSatisfying(
                                JongException.class, j -> assertThat(j.kind()).isEqualTo(kind));
    }
}
