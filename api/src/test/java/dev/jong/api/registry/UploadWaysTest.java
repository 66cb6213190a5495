package dev.jong.api.registry;

import static dev.jong.api.registry.PlainClient.assertError;
import static dev.jong.api.registry.PlainClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way in which the distribution specification lets a blob be pushed, through an ordinary client.
class UploadWaysTest {
    @TempDir Path directory;
    private TestRegistry registry;
    private PlainClient client;

    @BeforeEach
    void start() {
        registry = TestRegistry.on(directory.resolve("registry"));
        client = new PlainClient(registry.server.port());
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    @ParameterizedTest
    @EnumSource(Digest.Algorithm.class)
    void a_blob_comes_in_every_way_and_by_every_algorithm(Digest.Algorithm algorithm)
            throws Exception {
        for (Way way : Way.values()) {
            byte[] content = Text.bytes(way + "-0123456789".repeat(50));
            Digest digest = Digest.of(algorithm, content);
            HttpResponse<byte[]> done = push(way, content, digest);
            assertThat(done.statusCode()).as(way.name()).isEqualTo(201);
            assertThat(header(done, "Docker-Content-Digest")).isEqualTo(digest.toString());
            assertThat(client.get(header(done, "Location")).body()).isEqualTo(content);
            assertThat(client.send("DELETE", "/v2/a/blobs/" + digest).statusCode()).isEqualTo(202);
        }
    }

    private enum Way {
        POST,
        POST_AND_PUT,
        ALGORITHM_SAID,
        ONE_CHUNK,
        CHUNKS,
        LAST_CHUNK_BY_PUT,
        STREAM,
        MOUNT
    }

    private HttpResponse<byte[]> push(Way way, byte[] content, Digest digest) throws Exception {
        String uploads = "/v2/a/blobs/uploads/";
        String end = "?digest=" + digest;
        switch (way) {
            case POST:
                return client.send("POST", uploads + end, content);
            case MOUNT:
                assertThat(client.send("POST", "/v2/b/blobs/uploads/" + end, content).statusCode())
                        .isEqualTo(201);
                return client.send("POST", uploads + "?mount=" + digest + "&from=b");
            case ALGORITHM_SAID:
                String said =
                        "?digest-algorithm=" + digest.algorithm().name().toLowerCase(Locale.ROOT);
                return client.send("PUT", client.begin(uploads + said) + end, content);
            case POST_AND_PUT:
                return client.send("PUT", client.begin(uploads) + end, content);
            case ONE_CHUNK, STREAM:
                String place = client.begin(uploads);
                HttpResponse<byte[]> patched =
                        way == Way.STREAM
                                ? client.send("PATCH", place, content)
                                : client.chunk("PATCH", place, content, 0, content.length);
                assertThat(patched.statusCode()).isEqualTo(202);
                assertThat(header(patched, "Range")).isEqualTo("0-" + (content.length - 1));
                return client.send("PUT", header(patched, "Location") + end);
            case CHUNKS, LAST_CHUNK_BY_PUT:
                return inChunks(way, content, end);
        }
        throw new AssertionError(way);
    }

    private HttpResponse<byte[]> inChunks(Way way, byte[] content, String end) throws Exception {
        String place = client.begin("/v2/a/blobs/uploads/");
        int third = content.length / 3;
        assertError(
                client.chunk("PATCH", place, content, third, 2 * third),
                416,
                "BLOB_UPLOAD_INVALID");
        place = header(client.chunk("PATCH", place, content, 0, third), "Location");
        place = header(client.chunk("PATCH", place, content, third, 2 * third), "Location");
        assertError(client.chunk("PATCH", place, content, 0, third), 416, "BLOB_UPLOAD_INVALID");
        HttpResponse<byte[]> stands = client.get(place);
        assertThat(stands.statusCode()).isEqualTo(204);
        assertThat(header(stands, "Range")).isEqualTo("0-" + (2 * third - 1));
        if (way == Way.LAST_CHUNK_BY_PUT) {
            return client.chunk("PUT", place + end, content, 2 * third, content.length);
        }
        place =
                header(
                        client.chunk("PATCH", place, content, 2 * third, content.length),
                        "Location");
        return client.send("PUT", place + end);
    }
}
