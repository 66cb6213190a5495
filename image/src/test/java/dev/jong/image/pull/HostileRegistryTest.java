package dev.jong.image.pull;

import static dev.jong.image.pull.RegistryPull.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.ImageReader;
import dev.jong.image.ReadNeeds;
import dev.jong.image.Sweeper;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.transport.SendImage;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.store.content.ContentStore;
import dev.jong.testkit.TestImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pulls from a registry whose documents are made to deceive.
class HostileRegistryTest {
    @TempDir Path directory;
    private RegistryPull pull;
    private TestImage image;

    @BeforeEach
    void open() {
        pull = new RegistryPull(directory.resolve("store"));
        image = pull.image;
    }

    @AfterEach
    void close() {
        pull.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", MediaType.OCI_INDEX, MediaType.OCI_MANIFEST})
    void M01_a_document_that_is_an_index_and_a_manifest_is_refused(String type) {
        // Whichever way it is read, it leads to an image that could be pulled.
        String good = Text.of(image.manifest());
        String both =
                good.substring(0, good.length() - 1)
                        + ",\"manifests\":["
                        + entry(MediaType.OCI_MANIFEST, image.manifest())
                        + "]}";
        String said = type.isEmpty() ? "\"x\":\"\"" : "\"mediaType\":\"" + type + "\"";
        both =
                both.replace(
                        "\"mediaType\":\"" + MediaType.OCI_MANIFEST + "\",\"config\"",
                        said + ",\"config\"");
        pull.serve(type.isEmpty() ? "application/json" : type, both);
        assertThatThrownBy(pull::pull)
                .satisfies(is(ErrorKind.INVALID_ARGUMENT))
                .hasMessageContaining("invalid manifest");
        pull.onlyTheNameWasAskedFor(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "sha256:../../x",
                "../../../../etc/passwd",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha256:ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD",
                "sha256:abc",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/x",
                "SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void M03_a_digest_that_is_none_is_refused_wherever_it_stands(String digest) {
        String bad = entry(MediaType.OCI_LAYER, digest, 5, "");
        String config = entry(MediaType.OCI_CONFIG, new byte[2]);
        String layer = entry(MediaType.OCI_LAYER, new byte[3]);
        refused("{\"config\":" + bad + ",\"layers\":[" + layer + "]}", ErrorKind.INVALID_ARGUMENT);
        refused("{\"config\":" + config + ",\"layers\":[" + bad + "]}", ErrorKind.INVALID_ARGUMENT);
        refused("{\"manifests\":[" + bad + "]}", ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void M05_embedded_data_that_is_not_what_its_digest_says_is_refused() {
        byte[] config = image.blobs().values().iterator().next();
        String layer = entry(MediaType.OCI_LAYER, image.bytes(0));
        String right = "{\"config\":" + with(config, config) + ",\"layers\":[" + layer + "]}";
        pull.serve(MediaType.OCI_MANIFEST, right);
        assertThat(pull.pull().digest()).isEqualTo(Digest.of(Text.bytes(right)));
        close();
        pull = new RegistryPull(directory.resolve("other"));
        byte[] other = config.clone();
        other[2] ^= 1;
        String good = entry(MediaType.OCI_CONFIG, config);
        String bad = with(config, other);
        refused("{\"config\":" + bad + ",\"layers\":[" + layer + "]}", ErrorKind.DATA_LOSS);
        refused("{\"config\":" + good + ",\"layers\":[" + bad + "]}", ErrorKind.DATA_LOSS);
        refused("{\"manifests\":[" + bad + "]}", ErrorKind.DATA_LOSS);
    }

    @Test
    void M09_an_index_of_a_thousand_levels_is_refused_after_a_few() {
        byte[] below = image.manifest();
        String type = MediaType.OCI_MANIFEST;
        for (int level = 0; level < 1000; level++) {
            below = index(List.of(entry(type, below)));
            type = MediaType.OCI_INDEX;
            pull.registry.withManifest("box", "level" + level, type, below);
        }
        pull.serve(type, Text.of(below));
        for (boolean all : new boolean[] {false, true}) {
            assertThatThrownBy(() -> pull.pull(all, false))
                    .satisfies(is(ErrorKind.INVALID_ARGUMENT))
                    .hasMessageContaining("indexes inside each other");
        }
        assertThat(pull.registry.log()).hasSizeLessThan(20);
        pull.nothingIsStored("depth");
    }

    @Test
    void M09_an_index_that_names_the_same_one_many_times_is_read_once() {
        byte[] below = image.manifest();
        String type = MediaType.OCI_MANIFEST;
        String host =
                ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                        + Platform.host().architecture()
                        + "\"}";
        for (int level = 0; level < 5; level++) {
            String one = entry(type, Digest.of(below).toString(), below.length, host);
            below = index(Collections.nCopies(500, one));
            type = MediaType.OCI_INDEX;
            pull.registry.withManifest("box", "level" + level, type, below);
        }
        pull.serve(type, Text.of(below));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    Descriptor target = pull.pull(true, false);
                    ContentStore content = pull.test.store().content();
                    ImageReader reader = new ImageReader(content);
                    assertThat(reader.closure(target)).hasSize(8);
                    assertThat(reader.readAll(Optional.empty(), target)).isNotEmpty();
                    assertThat(new ReadNeeds(content).of(target).blobs()).hasSize(8);
                    new SendImage(content, () -> {}).check(target);
                    new Sweeper(pull.test.store(), pull.test.layers()).sweep(Set::of);
                });
        assertThat(pull.registry.log()).hasSizeLessThan(20);
    }

    @Test
    void an_image_that_stands_for_two_platforms_is_unpacked() {
        String first = entry(MediaType.OCI_MANIFEST, image.manifest());
        String second =
                first.substring(0, first.length() - 1)
                        + ",\"platform\":{\"os\":\"linux\","
                        + "\"architecture\":\"s390x\"}}";
        String host = second.replace("s390x", Platform.host().architecture());
        pull.serve(MediaType.OCI_INDEX, Text.of(index(List.of(host, second))));
        pull.pull(true, false);
        assertThat(pull.test.layers().list()).hasSize(1);
    }

    @Test
    void G03_a_digest_that_a_header_says_counts_for_nothing() {
        String lie = "sha256:" + "ab".repeat(32);
        pull.registry
                .with("box", "1", image)
                .when("*", ".*/(manifests|blobs)/.*")
                .dropHeader("Docker-Content-Digest")
                .header("Docker-Content-Digest: " + lie);
        for (boolean known : new boolean[] {false, true}) {
            Descriptor target = pull.pull(false, known);
            assertThat(target.digest()).isEqualTo(image.digest());
        }
        assertThat(pull.test.store().content().list())
                .containsExactlyInAnyOrder(
                        image.digest(),
                        image.layer(0).digest(),
                        Digest.parse(image.blobs().keySet().iterator().next()));
        assertThat(pull.test.store().content().list())
                .allMatch(pull.test.store().content()::isWhole);
        RemoteManifest sent = new RemoteManifest(target(), image.manifest());
        assertThat(pull.repository().putManifest("2", sent.descriptor().mediaType(), sent.bytes()))
                .isEqualTo(image.digest());
    }

    private Descriptor target() {
        return Descriptor.of(MediaType.OCI_MANIFEST, image.manifest());
    }

    /// Refused when it is what `box:1` stands for, and when an index leads to it.
    private void refused(String document, ErrorKind kind) {
        pull.serve(
                document.contains("manifests") ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST,
                document);
        assertThatThrownBy(pull::pull)
                .satisfies(is(kind))
                .message()
                .doesNotContain("\n", "Exception");
        assertThat(pull.registry.log().stream().map(Object::toString))
                .as(document)
                .containsOnly("GET /v2/box/manifests/1");
        pull.nothingIsStored(document);
    }

    private static byte[] index(List<String> entries) {
        return Text.bytes(
                "{\"schemaVersion\":2,\"mediaType\":\""
                        + MediaType.OCI_INDEX
                        + "\",\"manifests\":["
                        + String.join(",", entries)
                        + "]}");
    }

    /// A descriptor of these bytes that carries others.
    private static String with(byte[] bytes, byte[] data) {
        String base64 = Base64.getEncoder().encodeToString(data);
        return entry(
                MediaType.OCI_CONFIG,
                Digest.of(bytes).toString(),
                bytes.length,
                ",\"data\":\"" + base64 + "\"");
    }

    private static java.util.function.Consumer<Throwable> is(ErrorKind kind) {
        return error -> assertThat(((JongException) error).kind()).isEqualTo(kind);
    }
}
