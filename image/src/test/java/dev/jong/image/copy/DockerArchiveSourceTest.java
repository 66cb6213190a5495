package dev.jong.image.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.Tar;
import dev.jong.image.pull.TestImage;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives as `docker save` wrote them before version 25: no manifest in them.
class DockerArchiveSourceTest {
    @TempDir Path folder;
    private Way way;
    private final byte[] layer = new Tar().file("hello", "hello").bytes();
    private final byte[] config =
            dev.jong.base.Text.bytes(TestImage.config("amd64", List.of(Digest.of(layer))));

    @BeforeEach
    void open() throws IOException {
        way = new Way(folder);
        Files.write(folder.resolve("plain.tar"), archive("layer.tar"));
        Files.write(folder.resolve("packed.tar"), Tar.gzip(archive("layer.tar")));
    }

    @Test
    void the_manifest_is_the_one_that_load_makes() {
        Digest copied =
                way.copy("docker-archive:plain.tar", "oci:out", Way.AS_IT_IS).descriptor().digest();
        Digest loaded =
                way.test
                        .reading()
                        .archive(new ByteArrayInputStream(archive("layer.tar")), Optional.empty())
                        .getFirst()
                        .target()
                        .digest();
        assertThat(copied).isEqualTo(loaded);
        assertThat(
                        way.copy("docker-archive:packed.tar:app:1", "oci:two", Way.AS_IT_IS)
                                .descriptor()
                                .digest())
                .isEqualTo(loaded);
    }

    @Test
    void layers_without_a_known_digest_are_compressed_on_their_way_to_a_registry() {
        Manifest arrived =
                Manifest.parse(
                        way.copy("docker-archive:plain.tar", "docker://reg.test/a:1", Way.AS_IT_IS)
                                .bytes());
        assertThat(arrived.layers())
                .extracting(Descriptor::mediaType)
                .containsExactly(MediaType.OCI_LAYER_GZIP);
        assertThat(arrived.config().digest()).isEqualTo(Digest.of(config));
    }

    @Test
    void a_name_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> way.source("docker-archive:plain.tar:other").top())
                .isInstanceOf(JongException.class)
                .hasMessageContaining("there is no image other:latest in");
    }

    @Test
    void links_stay_inside_the_archive() throws IOException {
        byte[] evil =
                new Tar()
                        .file("config.json", config)
                        .link("evil.tar", "../../../../etc/passwd")
                        .file("manifest.json", list("evil.tar"))
                        .bytes();
        Files.write(folder.resolve("evil"), evil);
        assertThatThrownBy(() -> way.copy("docker-archive:evil", "oci:out", Way.AS_IT_IS))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("lacks");
    }

    @Test
    void T_links_in_a_layout_directory_are_not_followed() throws IOException {
        way.copy("docker-archive:plain.tar", "oci:out", Way.AS_IT_IS);
        Path blob = folder.resolve("out/blobs/sha256/" + Digest.of(layer).hex());
        Files.delete(blob);
        Path secret = Files.write(folder.resolve("secret"), layer);
        Files.createSymbolicLink(blob, secret);
        assertThatThrownBy(() -> way.copy("oci:out", "dir:d", Way.AS_IT_IS))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("lacks");
    }

    private byte[] archive(String path) {
        return new Tar()
                .file("config.json", config)
                .file("layer/real", layer)
                .link(path, "layer/real")
                .file("manifest.json", list(path))
                .bytes();
    }

    private static byte[] list(String path) {
        return JsonPrinter.bytes(
                new Json.Arr(
                        List.of(
                                Json.object()
                                        .put("Config", "config.json")
                                        .put("RepoTags", Json.of(List.of("app:1")))
                                        .put("Layers", Json.of(List.of(path)))
                                        .build())));
    }
}
