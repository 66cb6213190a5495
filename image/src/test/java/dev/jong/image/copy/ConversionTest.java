package dev.jong.image.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.json.JsonParser;
import dev.jong.image.copy.CopyWishes.Format;
import dev.jong.image.pull.TestImage;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionTest {
    @TempDir Path folder;
    private Way way;
    private final TestImage image = TestImage.of("amd64", 1, 2);

    @BeforeEach
    void open() {
        way = new Way(folder);
        image.into(way.repositoryOf("start"), "1");
    }

    @Test
    void dockers_format_and_back_gives_the_same_digests_each_time_and_the_same_image_id() {
        RemoteManifest docker = converted("oci:one", Format.DOCKER, Optional.empty());
        assertThat(docker.descriptor().mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
        assertThat(converted("dir:two", Format.DOCKER, Optional.empty()).descriptor())
                .isEqualTo(docker.descriptor());
        Manifest manifest = Manifest.parse(docker.bytes());
        assertThat(manifest.config().mediaType()).isEqualTo(MediaType.DOCKER_CONFIG);
        assertThat(manifest.config().digest()).isEqualTo(Digest.of(image.config()));
        assertThat(manifest.layers())
                .extracting(Descriptor::mediaType)
                .containsOnly(MediaType.DOCKER_LAYER_GZIP);
        assertThat(manifest.layers())
                .extracting(Descriptor::digest)
                .containsExactly(image.layer(0), image.layer(1));
        RemoteManifest back =
                way.copy("oci:one", "oci:back", Way.wishes(false, Format.OCI, Optional.empty()));
        assertThat(back.descriptor().digest()).isEqualTo(image.digest());
    }

    @Test
    void layers_are_compressed_anew_the_same_way_each_time() throws IOException {
        RemoteManifest zstd = converted("oci:one", Format.KEEP, Optional.of(Compression.ZSTD));
        assertThat(converted("dir:two", Format.KEEP, Optional.of(Compression.ZSTD)).descriptor())
                .isEqualTo(zstd.descriptor());
        Manifest manifest = Manifest.parse(zstd.bytes());
        assertThat(manifest.config().digest()).isEqualTo(Digest.of(image.config()));
        assertThat(plain("oci:one", manifest.layers().getFirst()))
                .isEqualTo(image.diffIds().getFirst());
        assertThat(manifest.layers())
                .extracting(Descriptor::mediaType)
                .containsOnly(MediaType.OCI_LAYER_ZSTD);
        CopyWishes none = Way.wishes(false, Format.KEEP, Optional.of(Compression.NONE));
        Manifest unpacked = Manifest.parse(way.copy("oci:one", "oci:none", none).bytes());
        assertThat(unpacked.layers()).extracting(Descriptor::digest).isEqualTo(image.diffIds());
    }

    @Test
    void dockers_format_has_no_zstd_and_nothing_is_copied_then() {
        assertThatThrownBy(() ->
                        converted(
                                "docker://reg.test/out:1",
                                Format.DOCKER,
                                Optional.of(Compression.ZSTD)))
                .isInstanceOfSatisfying(
                        JongException.class, e -> assertThat(e.hint()).contains("gzip"));
        assertThat(way.repositoryOf("out").blobs).isEmpty();
    }

    @Test
    void digests_that_are_to_be_preserved_are_not_changed() {
        CopyWishes strict =
                new CopyWishes(false, Optional.empty(), Format.DOCKER, Optional.empty(), true);
        assertThatThrownBy(() ->
                        way.copy("docker://reg.test/start:1", "docker://reg.test/out:1", strict))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("would change");
        assertThat(way.repositoryOf("out").manifests).isEmpty();
    }

    @Test
    void a_layer_that_unpacks_to_another_one_is_refused() {
        TestImage liar =
                TestImage.of(
                        "amd64",
                        image.layers(),
                        List.of(image.diffIds().get(1), image.diffIds().get(0)));
        liar.into(way.repositoryOf("start"), "liar");
        assertThatThrownBy(() ->
                        way.copy(
                                "docker://reg.test/start:liar",
                                "oci:out",
                                Way.wishes(false, Format.KEEP, Optional.of(Compression.ZSTD))))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("the image's config says");
    }

    @Test
    void fields_that_nobody_knows_stay() {
        byte[] odd =
                dev.jong.base.json.JsonPrinter.bytes(
                        JsonParser.parseObject(image.manifest())
                                .with("x-odd", dev.jong.base.json.Json.of("kept")));
        way.repositoryOf("start").manifest("odd", odd);
        RemoteManifest docker =
                way.copy(
                        "docker://reg.test/start:odd",
                        "oci:out",
                        Way.wishes(false, Format.DOCKER, Optional.empty()));
        assertThat(JsonParser.parseObject(docker.bytes()).text("x-odd")).isEqualTo("kept");
    }

    private RemoteManifest converted(String to, Format format, Optional<Compression> compression) {
        return way.copy("docker://reg.test/start:1", to, Way.wishes(false, format, compression));
    }

    private Digest plain(String place, Descriptor layer) throws IOException {
        try (CopySource source = way.source(place);
                InputStream in = Compression.decompress(source.verified(layer).open(0))) {
            return Digest.of(in.readAllBytes());
        }
    }
}
