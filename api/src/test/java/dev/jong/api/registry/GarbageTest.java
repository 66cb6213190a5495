package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.api.storage.Garbage;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Uploads;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageTest {
    @TempDir Path directory;
    private TestRegistry registry;
    private Instant now = Instant.now().plus(Duration.ofHours(2));

    @BeforeEach
    void start() {
        registry = TestRegistry.on(directory);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void what_an_image_needs_stays_and_the_rest_goes() throws IOException {
        Digest kept = registry.image("a", "1");
        Digest stray = registry.blob("a", "stray");
        registry.image("b", "1");
        Digest gone = Digest.of(registry.client.get("/v2/b/manifests/1").body());
        registry.client.send("DELETE", "/v2/b/manifests/" + gone);

        Garbage.Collected dry = collect(false, true);
        assertThat(dry.blobs()).contains(stray);
        assertThat(registry.client.get("/v2/a/blobs/" + stray).status()).isEqualTo(200);
        Garbage.Collected done = collect(false, false);

        Digest layer = Digest.of(Text.bytes("layer of b"));
        assertThat(done.blobs()).containsExactlyInAnyOrder(stray, gone, layer);
        assertThat(dry.blobs()).containsExactlyInAnyOrderElementsOf(done.blobs());
        assertThat(done.bytes()).isPositive();
        assertThat(registry.client.get("/v2/a/blobs/" + stray).status()).isEqualTo(404);
        assertThat(registry.client.get("/v2/a/manifests/" + kept).status()).isEqualTo(200);
        assertThat(registry.client.get("/v2/a/blobs/" + Digest.of(Text.bytes("{}"))).text())
                .isEqualTo("{}");
        assertThat(registry.client.get("/v2/_catalog").text()).doesNotContain("\"b\"");
        assertThat(collect(false, false).blobs()).isEmpty();
    }

    @Test
    void what_is_young_stays_since_its_manifest_may_still_come() throws IOException {
        Digest young = registry.blob("a", "young");
        now = Instant.now();
        assertThat(collect(true, false).blobs()).isEmpty();
        assertThat(registry.client.get("/v2/a/blobs/" + young).status()).isEqualTo(200);
    }

    @Test
    void manifests_without_a_tag_go_only_when_asked_for() throws IOException {
        Digest image = registry.image("a", "1");
        registry.client.send("DELETE", "/v2/a/manifests/1");
        assertThat(collect(false, false).manifests()).isZero();
        assertThat(registry.client.get("/v2/a/manifests/" + image).status()).isEqualTo(200);
        assertThat(collect(true, false).manifests()).isEqualTo(1);
        assertThat(registry.client.get("/v2/a/manifests/" + image).status()).isEqualTo(404);
    }

    @Test
    void a_damaged_manifest_keeps_all_that_its_repository_has() throws IOException {
        Digest image = registry.image("a", "1");
        Digest stray = registry.blob("a", "stray");
        Files.writeString(directory.resolve("blobs/sha256").resolve(image.hex()), "{}");
        Garbage.Collected done = collect(true, false);
        assertThat(done.damaged()).containsExactly("a@" + image);
        assertThat(done.blobs()).isEmpty();
        assertThat(registry.client.get("/v2/a/blobs/" + stray).status()).isEqualTo(200);
    }

    @Test
    void uploads_that_rested_for_a_week_are_given_up() throws IOException {
        String place = registry.client.send("POST", "/v2/a/blobs/uploads/").header("Location");
        assertThat(collect(false, false).uploads()).isZero();
        assertThat(registry.client.get(place).status()).isEqualTo(204);
        now = now.plus(Duration.ofDays(8));
        assertThat(collect(false, false).uploads()).isEqualTo(1);
        assertThat(registry.client.get(place).status()).isEqualTo(404);
    }

    private Garbage.Collected collect(boolean untagged, boolean dry) {
        InstantSource clock = () -> now;
        try (RegistryStorage storage = RegistryStorage.open(directory)) {
            return new Garbage(storage, new Uploads(storage, clock), clock)
                    .collect(new Garbage.Wish(Duration.ofHours(1), untagged, dry));
        }
    }
}
