package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.api.registry.RawClient.Answer;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What attackers send (the S rows).
class HostileRequestTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @TempDir Path directory;
    private TestRegistry registry;

    @BeforeEach
    void start() {
        registry = TestRegistry.on(directory.resolve("registry"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "a/..",
                "../a",
                "a/../b",
                "a/./b",
                ".",
                "%2e%2e",
                "a%2f..%2fb",
                "a%2F%2E%2E%2Fb",
                "%252e%252e",
                "a%252fb",
                "a\\b",
                "..\\..",
                "a%5cb",
                "a//b",
                "/a",
                "A",
                "-a",
                "a%00b",
                "a;b",
                "a%0d%0ab",
                "%ff",
                "a:b",
                "a@b"
            })
    void S01_names_that_leave_the_grammar_are_refused_and_touch_no_path(String name)
            throws IOException {
        Files.writeString(directory.resolve("canary"), "untouched");
        List<String> before = listing();

        for (String target :
                List.of(
                        "/v2/" + name + "/tags/list",
                        "/v2/" + name + "/manifests/latest",
                        "/v2/" + name + "/blobs/" + DIGEST,
                        "/v2/" + name + "/referrers/" + DIGEST)) {
            expectNameInvalid(registry.client.get(target));
        }
        expectNameInvalid(registry.client.send("POST", "/v2/" + name + "/blobs/uploads/"));
        expectNameInvalid(registry.put(name, "latest", "{}"));
        expectNameInvalid(registry.client.send("DELETE", "/v2/" + name + "/manifests/latest"));
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void S01_a_mount_from_a_name_that_leaves_the_grammar_is_refused() throws IOException {
        for (String from : List.of("..%2f..%2fa", "%2e%2e", "a%5cb", "a%00b")) {
            expectNameInvalid(
                    registry.client.send(
                            "POST", "/v2/a/blobs/uploads/?mount=" + DIGEST + "&from=" + from));
        }
    }

    @Test
    void S01_a_nul_in_the_request_line_is_refused() throws IOException {
        String answer = registry.client.raw("GET /v2/a\0b/tags/list HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("NAME_INVALID");
    }

    @Test
    void S01_an_upload_id_is_no_path() throws IOException {
        String location = registry.client.send("POST", "/v2/a/blobs/uploads/").header("Location");
        String id = location.substring(location.lastIndexOf('/') + 1);
        for (String wrong :
                List.of("..", "%2e%2e", ".%2f" + id, "..%2fuploads%2f" + id, id + "%00")) {
            Answer answer = registry.client.send("PATCH", "/v2/a/blobs/uploads/" + wrong);
            assertThat(answer.status()).as(wrong).isIn(400, 404);
        }
        assertThat(registry.client.get("/v2/b/blobs/uploads/" + id).status()).isEqualTo(404);
        assertThat(registry.client.get(location).status()).isEqualTo(204);
    }

    static Stream<String> smuggled() {
        String start = "POST /v2/a/blobs/uploads/ HTTP/1.1\r\nHost: x\r\n";
        return Stream.of(
                start + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
                start + "Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde",
                start + "Content-Length: 5, 5\r\n\r\nabcde",
                start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                start + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                start
                        + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                start + "Content-Length: +5\r\n\r\nabcde",
                start + "Content-Length: -1\r\n\r\n",
                start + "Content-Length : 0\r\n\r\n",
                start + "Content-Length\t: 0\r\n\r\n",
                "GET /v2/ HTTP/1.1\nHost: x\n\n",
                "GET /v2/ HTTP/1.1\nHost: x\r\n\r\n",
                "GET /v2/ HTTP/1.1\r\nHost: x\nX: y\r\n\r\n",
                "GET /v2/ HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET /v2/ HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
                "GET /v2/ HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /v2/ HTTP/1.1\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("smuggled")
    void S11_what_two_readers_could_read_in_two_ways_is_refused_and_the_connection_closed(
            String request) throws IOException {
        String behind = "GET /v2/_catalog HTTP/1.1\r\nHost: x\r\n\r\n";

        String answer = registry.client.raw(request + behind);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    @Test
    void a_header_block_over_its_limit_is_refused() throws IOException {
        String answer =
                registry.client.raw(
                        "GET /v2/ HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(66_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void S03_chunks_out_of_order_are_refused_and_the_upload_stays_where_it_was()
            throws IOException {
        String content = "0123456789abcdef";
        String place = registry.client.send("POST", "/v2/a/blobs/uploads/").header("Location");
        assertThat(chunk(place, 0, content.substring(0, 4)).status()).isEqualTo(202);

        for (int start : new int[] {8, 0, 2, 5}) {
            Answer wrong = chunk(place, start, content.substring(start, start + 4));
            assertThat(wrong.status()).as("chunk at " + start).isEqualTo(416);
            assertThat(wrong.header("Range")).isEqualTo("0-3");
        }
        assertThat(registry.client.get(place).header("Range")).isEqualTo("0-3");

        assertThat(chunk(place, 4, content.substring(4)).status()).isEqualTo(202);
        Digest digest = Digest.of(Text.bytes(content));
        assertThat(registry.client.send("PUT", place + "?digest=" + digest).status())
                .isEqualTo(201);
        assertThat(registry.client.get("/v2/a/blobs/" + digest).text()).isEqualTo(content);
    }

    @Test
    void S05_a_mount_from_a_repository_that_lacks_the_blob_becomes_an_upload() throws IOException {
        Digest secret = registry.blob("private", "secret");
        registry.image("public", "1");

        for (String from : List.of("public", "unknown", "a")) {
            Answer answer =
                    registry.client.send(
                            "POST", "/v2/mine/blobs/uploads/?mount=" + secret + "&from=" + from);
            assertThat(answer.status()).as("from " + from).isEqualTo(202);
            assertThat(answer.header("Location")).startsWith("/v2/mine/blobs/uploads/");
        }
        assertThat(registry.client.send("POST", "/v2/mine/blobs/uploads/?mount=" + secret).status())
                .isEqualTo(202);
        assertThat(registry.client.get("/v2/mine/blobs/" + secret).status()).isEqualTo(404);
    }

    @Test
    void S05_a_blob_of_one_repository_is_not_shown_by_another() throws IOException {
        Digest secret = registry.blob("private", "secret");
        registry.image("public", "1");

        assertThat(registry.client.get("/v2/public/blobs/" + secret).status()).isEqualTo(404);
        assertThat(registry.client.send("HEAD", "/v2/public/blobs/" + secret).status())
                .isEqualTo(404);
        String stolen = TestRegistry.manifest(secret, 6, secret, 6);
        Answer answer = registry.put("public", "2", stolen);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("MANIFEST_BLOB_UNKNOWN");
    }

    @Test
    void S07_counts_that_are_no_sizes_are_capped_or_refused() throws IOException {
        registry.image("a", "1");
        for (String path : List.of("/v2/_catalog", "/v2/a/tags/list")) {
            for (String n : List.of("-1", "x", "1x", "99999999999999999999", "%00")) {
                assertThat(registry.client.get(path + "?n=" + n).status()).as(n).isEqualTo(400);
            }
            assertThat(registry.client.get(path + "?n=2147483647").status()).isEqualTo(200);
            assertThat(registry.client.get(path + "?n=9223372036854775807").status())
                    .isIn(200, 400);
        }
    }

    @Test
    void S09_where_deletes_are_off_nothing_is_removed() throws IOException {
        registry.close();
        registry =
                TestRegistry.with(directory.resolve("other"), new RegistrySite.Rules(true, false));
        Digest image = registry.image("a", "1");
        Digest blob = Digest.of(Text.bytes("{}"));

        for (String target :
                List.of("manifests/1", "manifests/" + image, "manifests/none", "blobs/" + blob)) {
            Answer answer = registry.client.send("DELETE", "/v2/a/" + target);
            assertThat(answer.status()).as(target).isEqualTo(405);
            assertThat(answer.text()).contains("UNSUPPORTED");
        }
        assertThat(registry.client.get("/v2/a/manifests/1").status()).isEqualTo(200);
        assertThat(registry.client.get("/v2/a/blobs/" + blob).status()).isEqualTo(200);
    }

    @Test
    void S13_a_request_for_a_thousand_parts_gets_the_whole_once() throws IOException {
        Digest digest = registry.blob("a", "0123456789");
        StringBuilder ranges = new StringBuilder("bytes=0-1");
        for (int i = 0; i < 1000; i++) {
            ranges.append(",").append(i % 9).append("-").append(i % 9 + 1);
        }

        Answer answer =
                registry.client.send(
                        "GET", "/v2/a/blobs/" + digest, "Range: " + ranges + "\r\n", new byte[0]);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("0123456789");
    }

    private Answer chunk(String place, int start, String content) throws IOException {
        return registry.client.send(
                "PATCH",
                place,
                "Content-Range: " + start + "-" + (start + content.length() - 1) + "\r\n",
                Text.bytes(content));
    }

    private static void expectNameInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("NAME_INVALID");
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.map(Path::toString).sorted().toList();
        }
    }
}
