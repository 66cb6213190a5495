package dev.jong.image.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.jong.base.Text;
import dev.jong.image.TestStore;
import dev.jong.image.pull.TestImage;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Five levels of indexes, each of which names the next one a hundred times: ten thousand million ways to one image.
class WideIndexTest {
    @TempDir Path folder;

    @Test
    void M09_what_can_be_reached_in_many_ways_is_copied_once() {
        Way way = new Way(folder);
        TestImage image = TestImage.of(Platform.host().architecture(), 1);
        image.into(way.repositoryOf("start"), "image");
        byte[] below = image.manifest();
        String type = MediaType.OCI_MANIFEST;
        for (int level = 0; level < 5; level++) {
            below = index(type, below);
            type = MediaType.OCI_INDEX;
            way.repositoryOf("start").manifest("" + level, below);
        }
        way.repositoryOf("start").manifest("1", below);
        Digest top = Digest.of(below);
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    String from = "docker://reg.test/start:1";
                    for (String kind : new String[] {"store:", "oci-archive:", "docker://"}) {
                        way.copy(from, way.place(kind, "a"), Way.ALL);
                        from = way.place(kind, "a");
                        assertThat(way.verified(from).descriptor().digest()).isEqualTo(top);
                    }
                    load(Optional.empty());
                    load(Optional.of(Platform.host()));
                });
        assertThat(way.repositoryOf("start").calls).hasSizeLessThan(20);
    }

    private void load(Optional<Platform> platform) throws IOException {
        TestStore other = TestStore.open(folder.resolve("other-" + platform.isPresent()));
        try (InputStream in = Files.newInputStream(folder.resolve("a.oci"))) {
            assertThat(other.reading().archive(in, platform)).hasSize(1);
        }
    }

    private static byte[] index(String type, byte[] below) {
        String entry =
                "{\"mediaType\":\""
                        + type
                        + "\",\"digest\":\""
                        + Digest.of(below)
                        + "\",\"size\":"
                        + below.length
                        + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                        + Platform.host().architecture()
                        + "\"}}";
        return Text.bytes(
                "{\"schemaVersion\":2,\"mediaType\":\""
                        + MediaType.OCI_INDEX
                        + "\",\"manifests\":["
                        + String.join(",", Collections.nCopies(100, entry))
                        + "]}");
    }
}
