package dev.jong.image.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.pull.MemoryRepository;
import dev.jong.image.pull.TestImage;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of place to every other.
class CopyPairsTest {
    @TempDir Path folder;
    private Way way;

    @BeforeEach
    void open() {
        way = new Way(folder);
    }

    static Stream<Arguments> pairs() {
        return Way.KINDS.stream()
                .flatMap(from -> Way.KINDS.stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void an_image_keeps_its_digest(String from, String to) {
        TestImage image = TestImage.of("amd64", 1, 2);
        image.into(way.repositoryOf("start"), "1");
        way.copy("docker://reg.test/start:1", way.place(from, "a"), Way.AS_IT_IS);
        way.copy(way.place(from, "a"), way.place(to, "b"), Way.AS_IT_IS);
        assertThat(way.verified(way.place(to, "b")).descriptor().digest())
                .isEqualTo(image.digest());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void an_index_keeps_its_digest_with_all_below_it(String from, String to) {
        Digest index = index("start", "amd64", "arm64");
        way.copy("docker://reg.test/start:1", way.place(from, "a"), Way.ALL);
        way.copy(way.place(from, "a"), way.place(to, "b"), Way.ALL);
        assertThat(way.verified(way.place(to, "b")).descriptor().digest()).isEqualTo(index);
        assertThat(way.repositoryOf("check").blobs).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void G01_a_wrong_blob_gets_no_name(String from, String to) throws IOException {
        TestImage image = TestImage.of("amd64", 1, 2);
        image.into(way.repositoryOf("start"), "1");
        way.copy("docker://reg.test/start:1", way.place(from, "a"), Way.AS_IT_IS);
        damage(from, image.layer(1));
        assertThatThrownBy(() -> way.copy(way.place(from, "a"), way.place(to, "b"), Way.AS_IT_IS))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS);
                            assertThat(e.text()).contains(image.layer(1).toString());
                        });
        if (to.equals("store:")) {
            assertThat(way.test.store().references().list().entries())
                    .allMatch(entry -> !entry.name().orElseThrow().familiar().equals("b:1"));
        } else {
            assertThatThrownBy(() -> way.source(way.place(to, "b")).top())
                    .isInstanceOf(JongException.class);
        }
    }

    @Test
    void of_an_index_the_image_for_the_wanted_platform_is_taken() {
        index("start", "amd64", "arm64");
        CopyWishes arm =
                new CopyWishes(
                        false,
                        Optional.of(Platform.parse("linux/arm64")),
                        CopyWishes.Format.KEEP,
                        Optional.empty(),
                        false);
        assertThat(way.copy("docker://reg.test/start:1", "oci:out", arm).descriptor().digest())
                .isEqualTo(TestImage.of("arm64", 1, 3).digest());
        CopyWishes other =
                new CopyWishes(
                        false,
                        Optional.of(Platform.parse("linux/s390x")),
                        CopyWishes.Format.KEEP,
                        Optional.empty(),
                        false);
        assertThatThrownBy(() -> way.copy("docker://reg.test/start:1", "oci:other", other))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.hint()).contains("linux/amd64, linux/arm64"));
    }

    @Test
    void a_neighbour_of_the_same_registry_gives_its_blobs_without_a_copy() {
        TestImage image = TestImage.of("amd64", 1);
        MemoryRepository start = way.repositoryOf("start");
        image.into(start, "1");
        MemoryRepository next = way.repositoryOf("next");
        start.blobs.forEach((digest, bytes) -> next.elsewhere.put("start " + digest, bytes));
        way.copy("docker://reg.test/start:1", "docker://reg.test/next:1", Way.AS_IT_IS);
        assertThat(next.calls).noneMatch(call -> call.startsWith("UPLOAD"));
        assertThat(start.sent).hasValue(0);
    }

    @Test
    void what_the_store_has_is_not_copied_again_and_what_is_damaged_there_is() throws IOException {
        TestImage image = TestImage.of("amd64", 1, 2);
        image.into(way.repositoryOf("start"), "1");
        way.copy("docker://reg.test/start:1", "store:a:1", Way.AS_IT_IS);
        damage("store:", image.layer(0));
        way.told.clear();
        way.copy("docker://reg.test/start:1", "store:a:1", Way.AS_IT_IS);
        assertThat(way.told).contains(image.layer(0).toString(), image.layer(1) + " there");
        assertThat(way.test.store().content().isWhole(image.layer(0))).isTrue();
    }

    private Digest index(String repository, String... architectures) {
        List<Json> entries = new ArrayList<>();
        for (int i = 0; i < architectures.length; i++) {
            TestImage image =
                    TestImage.of(architectures[i], i == 0 ? new int[] {1} : new int[] {1, 3});
            image.into(way.repositoryOf(repository), architectures[i]);
            Descriptor manifest =
                    new Descriptor(
                            MediaType.OCI_MANIFEST,
                            image.digest(),
                            image.manifest().length,
                            Optional.of(Platform.parse("linux/" + architectures[i])),
                            Map.of());
            entries.add(manifest.toJson());
        }
        byte[] bytes =
                JsonPrinter.bytes(
                        Json.object()
                                .put("schemaVersion", 2)
                                .put("mediaType", MediaType.OCI_INDEX)
                                .put("manifests", new Json.Arr(entries))
                                .put("annotations", Json.of(Map.of("kept", "yes")))
                                .build());
        way.repositoryOf(repository).manifest("1", bytes);
        return Digest.of(bytes);
    }

    /// Changes a byte in the middle of a blob, wherever the place keeps it.
    private void damage(String kind, Digest blob) throws IOException {
        if (kind.equals("docker://")) {
            byte[] bytes = way.repositoryOf("a").blobs.get(blob);
            bytes[bytes.length / 2] ^= 1;
            return;
        }
        byte[] good = way.repositoryOf("start").blobs.get(blob);
        byte[] middle = java.util.Arrays.copyOfRange(good, good.length / 2, good.length / 2 + 64);
        Path file =
                switch (kind) {
                    case "oci:" -> folder.resolve("a.layout/blobs/sha256/" + blob.hex());
                    case "dir:" -> folder.resolve("a.dir/" + blob.hex());
                    case "oci-archive:" -> folder.resolve("a.oci");
                    case "docker-archive:" -> folder.resolve("a.docker");
                    default -> way.test.store().content().path(blob);
                };
        byte[] all = Files.readAllBytes(file);
        int at = Text.of(all).indexOf(Text.of(middle));
        all[at] ^= 1;
        Files.write(file, all);
    }

    @Test
    void nothing_is_left_in_the_stores_temporary_files() throws IOException {
        TestImage.of("amd64", 1).into(way.repositoryOf("start"), "1");
        way.copy(
                "docker://reg.test/start:1",
                "oci:out:1",
                Way.wishes(
                        false,
                        CopyWishes.Format.KEEP,
                        Optional.of(dev.jong.store.layer.Compression.ZSTD)));
        try (DirectoryStream<Path> own = Files.newDirectoryStream(way.test.store().temporary())) {
            for (Path each : own) {
                assertThat(each).isEmptyDirectory();
            }
        }
    }
}
