package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.api.registry.RawClient.Answer;
import dev.jong.base.Text;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullThroughTest {
    @TempDir Path directory;
    private TestRegistry upstream;
    private TestRegistry cache;
    private HttpRegistries registries;

    @BeforeEach
    void start() {
        upstream = TestRegistry.on(directory.resolve("upstream"));
        registries = new HttpRegistries(Access.plain(Map.of()), _ -> {});
        Path storage = directory.resolve("cache");
        cache =
                TestRegistry.caching(
                        storage,
                        new PullThrough.Upstream(
                                registries, "127.0.0.1:" + upstream.server.port()));
    }

    @AfterEach
    void stop() {
        cache.close();
        upstream.close();
        registries.close();
    }

    @Test
    void what_was_asked_for_once_is_served_without_the_other_registry() throws IOException {
        Digest image = upstream.image("a/b", "1");
        Digest layer = Digest.of(Text.bytes("layer of a/b"));
        assertThat(Digest.of(cache.client.get("/v2/a/b/manifests/1").body())).isEqualTo(image);
        assertThat(cache.client.send("HEAD", "/v2/a/b/blobs/" + layer).status()).isEqualTo(200);
        assertThat(cache.client.get("/v2/a/b/blobs/" + layer).text()).isEqualTo("layer of a/b");
        awaitBlob(layer);

        upstream.close();

        assertThat(Digest.of(cache.client.get("/v2/a/b/manifests/1").body())).isEqualTo(image);
        assertThat(cache.client.get("/v2/a/b/manifests/" + image).status()).isEqualTo(200);
        assertThat(cache.client.get("/v2/a/b/blobs/" + layer).text()).isEqualTo("layer of a/b");
        assertThat(cache.client.get("/v2/a/b/tags/list").text()).contains("[\"1\"]");
        assertThat(cache.client.get("/v2/a/b/manifests/2").status()).isIn(404, 502);
    }

    @Test
    void a_tag_that_moved_is_followed() throws IOException {
        upstream.image("a", "1");
        cache.client.get("/v2/a/manifests/1");
        Digest config = upstream.blob("a", "{\"a\":1}");
        String other = TestRegistry.manifest(config, 7, config, 7);
        assertThat(upstream.put("a", "1", other).status()).isEqualTo(201);

        assertThat(cache.client.get("/v2/a/manifests/1").text()).isEqualTo(other);

        upstream.client.send("DELETE", "/v2/a/manifests/1");
        assertThat(cache.client.get("/v2/a/manifests/1").status()).isEqualTo(404);
    }

    @Test
    void what_does_not_verify_is_broken_off_and_never_kept() throws IOException {
        upstream.image("a", "1");
        Digest layer = Digest.of(Text.bytes("layer of a"));
        cache.client.get("/v2/a/manifests/1");
        Path file = directory.resolve("upstream/blobs/sha256").resolve(layer.hex());
        Files.write(file, Text.bytes("layer of b"));

        Answer answer = cache.client.get("/v2/a/blobs/" + layer);

        assertThat(answer.status() == 200 && answer.whole()).isFalse();
        assertThat(directory.resolve("cache/blobs/sha256").resolve(layer.hex())).doesNotExist();
        assertThat(directory.resolve("cache/repositories/a/blobs")).doesNotExist();
    }

    @Test
    void many_requests_for_one_blob_share_its_fetch() throws Exception {
        String content = "x".repeat(2_000_000);
        Digest config = upstream.blob("a", "{}");
        Digest layer = upstream.blob("a", content);
        upstream.put("a", "1", TestRegistry.manifest(config, 2, layer, content.length()));
        cache.client.get("/v2/a/manifests/1");
        List<Callable<Digest>> pulls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            pulls.add(() -> Digest.of(cache.client.get("/v2/a/blobs/" + layer).body()));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Digest> pull : threads.invokeAll(pulls)) {
                assertThat(pull.get()).isEqualTo(layer);
            }
        }
        upstream.close();
        assertThat(upstream.log.stream().filter(line -> line.contains("GET /v2/a/blobs/")))
                .hasSize(1);
    }

    @Test
    void a_cache_takes_no_pushes_and_no_blobs_that_no_manifest_names() throws IOException {
        Digest other = upstream.blob("a", "other");
        assertThat(cache.client.send("POST", "/v2/a/blobs/uploads/").status()).isEqualTo(405);
        assertThat(cache.client.get("/v2/a/blobs/" + other).status()).isEqualTo(404);
    }

    private void awaitBlob(Digest digest) throws IOException {
        Path link = directory.resolve("cache/repositories/a%2Fb/blobs/sha256-" + digest.hex());
        for (int i = 0; i < 500 && !Files.exists(link); i++) {
            cache.client.get("/v2/");
        }
        assertThat(link).exists();
    }
}
