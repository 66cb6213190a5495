package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.oci.Descriptor;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Blobs over connections that break.
class BlobTest {
    private static final int SIZE = 300_000;
    private static final String BLOBS = "/v2/.*/blobs/.*";

    private final TestImage image = TestImage.of(SIZE);
    private final Descriptor blob = image.layer(0);
    private final ScriptedRegistry registry = ScriptedRegistry.open().with("a", "latest", image);
    private final Client client = new Client();
    private final Repository repository = client.repository(registry, "a");

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SIZE / 2, SIZE - 1})
    void R053_a_cut_connection_is_taken_up_where_it_broke(int at) {
        registry.when("GET", BLOBS).nth(1).cutAt(at);
        assertThat(Client.read(repository.blob(blob, 0))).isEqualTo(image.bytes(0));
        assertThat(registry.sent()).isLessThan(SIZE + SIZE / 10);
    }

    @Test
    void starts_at_an_offset_that_is_asked_for() {
        BlobStream rest = repository.blob(blob, 1000);
        assertThat(rest.start()).isEqualTo(1000);
        assertThat(Client.read(rest)).hasSize(SIZE - 1000);
    }
}
