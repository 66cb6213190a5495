package dev.jong.image.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.oci.Descriptor;
import dev.jong.oci.MediaType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Lists of images in archives, where indexes have many ways to what is none. Ways to an image are in `WideIndexTest`.
class DockerListTest {
    private final DockerList list = new DockerList();

    @Test
    void M09_indexes_with_many_ways_to_no_image_are_looked_through_once() {
        Descriptor below =
                added(
                        MediaType.OCI_MANIFEST,
                        "{\"schemaVersion\":2,\"config\":"
                                + text(
                                        Descriptor.of(
                                                "application/vnd.oci.empty.v1+json", new byte[2]))
                                + ",\"layers\":[]}");
        for (int level = 0; level < 5; level++) {
            below =
                    added(
                            MediaType.OCI_INDEX,
                            "{\"schemaVersion\":2,\"manifests\":["
                                    + String.join(",", Collections.nCopies(100, text(below)))
                                    + "]}");
        }
        ImageSink.Entry top = new ImageSink.Entry(below, Optional.empty(), Optional.empty());
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(list.list(List.of(top))).isEqualTo(new Json.Arr(List.of())));
    }

    private Descriptor added(String type, String document) {
        byte[] bytes = Text.bytes(document);
        Descriptor target = Descriptor.of(type, bytes);
        list.add(target, bytes);
        return target;
    }

    private static String text(Descriptor target) {
        return "{\"mediaType\":\""
                + target.mediaType()
                + "\",\"digest\":\""
                + target.digest()
                + "\",\"size\":"
                + target.size()
                + "}";
    }
}
