package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.api.registry.RawClient.Answer;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every endpoint of the distribution specification, by its number there.
class EndpointsTest {
    private static final String CONTENT = "0123456789";
    private static final Digest DIGEST = Digest.of(Text.bytes(CONTENT));
    private static final Digest ABSENT = Digest.of(Text.bytes("absent"));

    @TempDir Path directory;
    private TestRegistry registry;
    private RawClient client;

    @BeforeEach
    void start() {
        registry = TestRegistry.on(directory.resolve("registry"));
        client = registry.client;
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void end_1_says_that_this_is_a_registry() throws IOException {
        Answer answer = client.get("/v2/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
        assertThat(client.get("/").status()).isEqualTo(404);
        assertThat(client.send("PUT", "/v2/").status()).isEqualTo(405);
    }

    @Test
    void end_2_gives_blobs_whole_and_in_part() throws IOException {
        registry.blob("a/b", CONTENT);
        String target = "/v2/a/b/blobs/" + DIGEST;

        Answer whole = client.get(target);
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.text()).isEqualTo(CONTENT);
        assertThat(whole.header("Docker-Content-Digest")).isEqualTo(DIGEST.toString());
        Answer head = client.send("HEAD", target);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("10");
        assertThat(client.get("/v2/a/b/blobs/" + ABSENT).text()).contains("BLOB_UNKNOWN");
        assertThat(client.send("HEAD", "/v2/a/b/blobs/" + ABSENT).status()).isEqualTo(404);
        assertThat(client.get("/v2/a/b/blobs/sha256:abc").text()).contains("DIGEST_INVALID");
        assertThat(client.get(target.replace("sha256:", "sha256%3A")).text()).isEqualTo(CONTENT);
    }

    @Test
    void end_2_gives_single_ranges() throws IOException {
        registry.blob("a", CONTENT);
        assertThat(range("bytes=2-4").text()).isEqualTo("234");
        assertThat(range("bytes=2-4").status()).isEqualTo(206);
        assertThat(range("bytes=2-4").header("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(range("bytes=7-").text()).isEqualTo("789");
        assertThat(range("bytes=-3").text()).isEqualTo("789");
        assertThat(range("bytes=8-99").text()).isEqualTo("89");
        assertThat(range("bytes=10-").status()).isEqualTo(416);
        assertThat(range("bytes=10-").header("Content-Range")).isEqualTo("bytes */10");
        assertThat(range("bytes=4-2").status()).isEqualTo(200);
        assertThat(range("lines=1-2").status()).isEqualTo(200);
        assertThat(range("bytes=0-99999999999999999999").status()).isEqualTo(200);
    }

    @Test
    void end_3_and_7_keep_a_manifest_as_it_was_pushed() throws IOException {
        Digest image = registry.image("a", "1");
        for (String reference : new String[] {"1", image.toString()}) {
            Answer answer = client.get("/v2/a/manifests/" + reference);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Digest.of(answer.body())).isEqualTo(image);
            assertThat(answer.header("Content-Type")).isEqualTo(TestRegistry.OCI);
            assertThat(answer.header("Docker-Content-Digest")).isEqualTo(image.toString());
            Answer head = client.send("HEAD", "/v2/a/manifests/" + reference);
            assertThat(head.header("Content-Length")).isEqualTo("" + answer.body().length);
        }
        assertThat(client.get("/v2/a/manifests/2").text()).contains("MANIFEST_UNKNOWN");
        assertThat(client.get("/v2/a/manifests/.bad").status()).isEqualTo(404);
        assertThat(client.get("/v2/b/manifests/" + image).status()).isEqualTo(404);
    }

    @Test
    void end_4_5_6_and_13_take_a_blob_in_chunks() throws IOException {
        String place = begin("a");
        assertThat(patch(place, "0-3", "0123").status()).isEqualTo(202);
        Answer status = client.get(place);
        assertThat(status.status()).isEqualTo(204);
        assertThat(status.header("Range")).isEqualTo("0-3");
        assertThat(status.header("Location")).isEqualTo(place);
        assertThat(patch(place, "4-7", "4567").header("Range")).isEqualTo("0-7");

        Answer done =
                client.send(
                        "PUT",
                        place + "?digest=" + DIGEST,
                        "Content-Range: 8-9\r\n",
                        Text.bytes("89"));

        assertThat(done.status()).isEqualTo(201);
        assertThat(done.header("Location")).isEqualTo("/v2/a/blobs/" + DIGEST);
        assertThat(client.get("/v2/a/blobs/" + DIGEST).text()).isEqualTo(CONTENT);
        assertThat(client.get(place).text()).contains("BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void end_4_and_6_take_a_blob_as_one_stream_of_unknown_length() throws IOException {
        String place = begin("a");
        String head =
                " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        String answer =
                client.raw("PATCH " + place + head + "4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 202 ");
        assertThat(client.send("PUT", place + "?digest=" + DIGEST).status()).isEqualTo(201);
    }

    @Test
    void end_6_refuses_other_content_than_announced_and_keeps_nothing() throws IOException {
        String place = begin("a");
        Answer wrong = client.send("PUT", place + "?digest=" + DIGEST, "", Text.bytes("other"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("DIGEST_INVALID");
        assertThat(client.send("HEAD", "/v2/a/blobs/" + DIGEST).status()).isEqualTo(404);
        assertThat(files("blobs")).isEmpty();
        assertThat(files("uploads")).isEmpty();
        assertThat(client.send("PUT", begin("a")).text()).contains("DIGEST_INVALID");
        assertThat(client.send("PUT", begin("a") + "?digest=md5:abc").status()).isEqualTo(400);
    }

    @Test
    void takes_blobs_and_manifests_by_sha512() throws IOException {
        Digest digest = Digest.of(Digest.Algorithm.SHA512, Text.bytes(CONTENT));
        assertThat(
                        client.send(
                                        "PUT",
                                        begin("a") + "?digest=" + digest,
                                        "",
                                        Text.bytes(CONTENT))
                                .status())
                .isEqualTo(201);
        assertThat(client.get("/v2/a/blobs/" + digest).text()).isEqualTo(CONTENT);
        String manifest = TestRegistry.manifest(digest, 10, digest, 10);
        Digest own = Digest.of(Digest.Algorithm.SHA512, Text.bytes(manifest));
        assertThat(registry.put("a", own.toString(), manifest).status()).isEqualTo(201);
        assertThat(client.get("/v2/a/manifests/" + own).text()).isEqualTo(manifest);
    }

    @Test
    void end_7b_sets_tags_of_a_manifest_pushed_by_digest() throws IOException {
        Digest image = registry.image("a", "1");
        String manifest = client.get("/v2/a/manifests/1").text();
        Answer answer = registry.put("a", image + "?tag=2&tag=3", manifest);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("OCI-Tag")).isEqualTo("2, 3");
        assertThat(client.get("/v2/a/tags/list").text())
                .isEqualTo("{\"name\":\"a\",\"tags\":[\"1\",\"2\",\"3\"]}");
    }

    @Test
    void end_8_lists_tags_in_pages() throws IOException {
        for (String tag : new String[] {"c", "a", "b"}) {
            registry.image("x/y", tag);
        }
        Answer first = client.get("/v2/x/y/tags/list?n=2");
        assertThat(first.text()).contains("[\"a\",\"b\"]");
        assertThat(first.header("Link")).isEqualTo("</v2/x/y/tags/list?last=b&n=2>; rel=\"next\"");
        Answer second = client.get("/v2/x/y/tags/list?last=b&n=2");
        assertThat(second.text()).contains("[\"c\"]");
        assertThat(second.header("Link")).isEmpty();
        assertThat(client.get("/v2/x/y/tags/list?n=0").text()).contains("[]");
        assertThat(client.get("/v2/unknown/tags/list").text()).contains("NAME_UNKNOWN");
        assertThat(client.get("/v2/_catalog").text()).isEqualTo("{\"repositories\":[\"x/y\"]}");
    }

    @Test
    void end_9_and_10_remove_tags_manifests_and_blobs() throws IOException {
        Digest image = registry.image("a", "1");
        registry.put("a", "2", client.get("/v2/a/manifests/1").text());
        assertThat(client.send("DELETE", "/v2/a/manifests/1").status()).isEqualTo(202);
        assertThat(client.get("/v2/a/manifests/1").status()).isEqualTo(404);
        assertThat(client.get("/v2/a/manifests/2").status()).isEqualTo(200);
        assertThat(client.send("DELETE", "/v2/a/manifests/" + image).status()).isEqualTo(202);
        assertThat(client.get("/v2/a/manifests/2").status()).isEqualTo(404);
        assertThat(client.send("DELETE", "/v2/a/manifests/" + image).status()).isEqualTo(404);
        Digest blob = registry.blob("a", CONTENT);
        assertThat(client.send("DELETE", "/v2/a/blobs/" + blob).status()).isEqualTo(202);
        assertThat(client.get("/v2/a/blobs/" + blob).status()).isEqualTo(404);
        assertThat(client.send("DELETE", "/v2/a/blobs/" + blob).status()).isEqualTo(404);
    }

    @Test
    void end_11_mounts_a_blob_of_another_repository() throws IOException {
        registry.blob("a", CONTENT);
        Answer answer = client.send("POST", "/v2/b/blobs/uploads/?mount=" + DIGEST + "&from=a");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/v2/b/blobs/" + DIGEST);
        assertThat(client.get("/v2/b/blobs/" + DIGEST).text()).isEqualTo(CONTENT);
        assertThat(files("blobs")).hasSize(1);
    }

    @Test
    void end_12_lists_what_is_about_a_manifest_also_before_that_comes() throws IOException {
        Digest config = registry.blob("a", "{}");
        String subject = TestRegistry.manifest(config, 2, config, 2);
        Digest image = Digest.of(Text.bytes(subject));
        String more =
                ",\"subject\":{\"mediaType\":\""
                        + TestRegistry.OCI
                        + "\",\"digest\":\""
                        + image
                        + "\",\"size\":"
                        + subject.length()
                        + "},\"artifactType\":\"x/sbom\",\"annotations\":{\"k\":\"v\"}";
        String referrer = TestRegistry.manifest(config, 2, config, 2, more);
        Digest digest = Digest.of(Text.bytes(referrer));

        Answer pushed = registry.put("a", digest.toString(), referrer);

        assertThat(pushed.status()).isEqualTo(201);
        assertThat(pushed.header("OCI-Subject")).isEqualTo(image.toString());
        Answer all = client.get("/v2/a/referrers/" + image);
        assertThat(all.header("Content-Type")).isEqualTo(TestRegistry.INDEX);
        assertThat(all.text())
                .contains(digest.toString(), "\"artifactType\":\"x/sbom\"", "\"k\":\"v\"");
        Answer none = client.get("/v2/a/referrers/" + image + "?artifactType=other");
        assertThat(none.header("OCI-Filters-Applied")).isEqualTo("artifactType");
        assertThat(none.text()).contains("\"manifests\":[]");
        assertThat(client.get("/v2/a/referrers/" + image + "?artifactType=x%2Fsbom").text())
                .contains(digest.toString());
        assertThat(client.get("/v2/b/referrers/" + image).text()).contains("\"manifests\":[]");
        client.send("DELETE", "/v2/a/manifests/" + digest);
        assertThat(client.get("/v2/a/referrers/" + image).text()).contains("\"manifests\":[]");
        assertThat(client.get("/v2/a/referrers/sha256:x").status()).isEqualTo(400);
    }

    @Test
    void end_14_gives_an_upload_up() throws IOException {
        String place = begin("a");
        assertThat(client.send("DELETE", place).status()).isEqualTo(204);
        assertThat(client.get(place).status()).isEqualTo(404);
        assertThat(files("uploads")).isEmpty();
    }

    @Test
    void an_upload_goes_on_after_the_sender_broke_off_and_after_a_restart() throws IOException {
        String place = begin("a");
        try (Socket socket = client.open()) {
            socket.getOutputStream()
                    .write(
                            Text.bytes(
                                    "PATCH "
                                            + place
                                            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n01234"));
            socket.getOutputStream().flush();
            awaitOffset(place, "0-4");
        }
        registry.close();
        registry = TestRegistry.on(directory.resolve("registry"));
        client = registry.client;
        assertThat(client.get(place).header("Range")).isEqualTo("0-4");
        assertThat(patch(place, "5-9", "56789").status()).isEqualTo(202);
        assertThat(client.send("PUT", place + "?digest=" + DIGEST).status()).isEqualTo(201);
        assertThat(client.get("/v2/a/blobs/" + DIGEST).text()).isEqualTo(CONTENT);
    }

    @Test
    void a_damaged_blob_is_broken_off_and_the_next_push_heals_it() throws IOException {
        String content = "x".repeat(300_000);
        Digest digest = registry.blob("a", content);
        Path file = directory.resolve("registry/blobs/sha256").resolve(digest.hex());
        byte[] bytes = Files.readAllBytes(file);
        bytes[1000] = 'y';
        Files.write(file, bytes);

        Answer broken = client.get("/v2/a/blobs/" + digest);

        assertThat(broken.whole()).isFalse();
        assertThat(client.send("HEAD", "/v2/a/blobs/" + digest).status()).isEqualTo(404);
        registry.blob("a", content);
        assertThat(client.get("/v2/a/blobs/" + digest).text()).isEqualTo(content);
    }

    @Test
    void a_manifest_that_needs_what_is_missing_is_refused() throws IOException {
        Digest config = registry.blob("a", "{}");
        Answer answer = registry.put("a", "1", TestRegistry.manifest(config, 2, ABSENT, 6));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("MANIFEST_BLOB_UNKNOWN", ABSENT.toString());
        assertThat(client.get("/v2/a/tags/list").text()).contains("[]");
    }

    @Test
    void M01_a_document_that_is_manifest_and_index_is_refused() throws IOException {
        Digest config = registry.blob("a", "{}");
        String both = TestRegistry.manifest(config, 2, config, 2, ",\"manifests\":[]");
        Answer answer = registry.put("a", "1", both);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("MANIFEST_INVALID");
    }

    @Test
    void M03_digests_that_are_none_are_refused() throws IOException {
        Digest config = registry.blob("a", "{}");
        String good = TestRegistry.manifest(config, 2, config, 2);
        for (String wrong :
                new String[] {
                    "sha256:../../x",
                    "sha256:" + "A".repeat(64),
                    "sha256:abc",
                    "md5:" + "0".repeat(32),
                    ""
                }) {
            Answer answer = registry.put("a", "1", good.replace(config.toString(), wrong));
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.text()).containsAnyOf("DIGEST_INVALID", "MANIFEST_INVALID");
            String upload = "/v2/a/blobs/uploads/?digest=" + wrong.replace("/", "%2F");
            assertThat(client.send("POST", upload).status()).as(wrong).isEqualTo(400);
        }
        assertThat(registry.put("a", ABSENT.toString(), good).text()).contains("DIGEST_INVALID");
    }

    @Test
    void M07_manifests_over_a_limit_are_refused() throws IOException {
        Digest config = registry.blob("a", "{}");
        String large =
                TestRegistry.manifest(
                        config, 2, config, 2, ",\"x\":\"" + "x".repeat(4 << 20) + "\"");
        assertThat(registry.put("a", "1", large).status()).isEqualTo(413);
        String layer =
                ",{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\""
                        + config
                        + "\",\"size\":2}";
        String good = TestRegistry.manifest(config, 2, config, 2);
        String many = good.replace("}]}", "}" + layer.repeat(500) + "]}");
        Answer answer = registry.put("a", "1", many);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("128");
        assertThat(registry.put("a", "1", good).status()).isEqualTo(201);
    }

    @Test
    void a_manifest_of_another_type_than_announced_is_refused() throws IOException {
        Digest config = registry.blob("a", "{}");
        String manifest = TestRegistry.manifest(config, 2, config, 2);
        Answer answer =
                client.send(
                        "PUT",
                        "/v2/a/manifests/1",
                        "Content-Type: " + TestRegistry.INDEX + "\r\n",
                        Text.bytes(manifest));
        assertThat(answer.text()).contains("MANIFEST_INVALID");
    }

    @Test
    void a_read_only_registry_changes_nothing() throws IOException {
        registry.image("a", "1");
        registry.close();
        registry =
                TestRegistry.with(
                        directory.resolve("registry"), new RegistrySite.Rules(false, false));
        client = registry.client;
        assertThat(client.get("/v2/a/manifests/1").status()).isEqualTo(200);
        assertThat(client.send("POST", "/v2/a/blobs/uploads/").status()).isEqualTo(405);
        assertThat(registry.put("a", "2", "{}").status()).isEqualTo(405);
        assertThat(client.send("DELETE", "/v2/a/manifests/1").status()).isEqualTo(405);
    }

    @Test
    void every_request_has_a_line_of_printable_text_in_the_log() throws IOException {
        client.raw("GET /v2/a\u009b31m\"x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        client.get("/v2/");
        registry.server.close();
        assertThat(registry.log).anyMatch(line -> line.contains("\"GET /v2/\" 200 2 "));
        assertThat(registry.log)
                .allMatch(line -> line.chars().allMatch(c -> c == '\n' || c >= 32 && c != 127));
    }

    private void awaitOffset(String place, String range) throws IOException {
        for (int i = 0; i < 200 && !client.get(place).header("Range").equals(range); i++) {
            Thread.yield();
        }
    }

    private String begin(String repository) throws IOException {
        Answer answer = client.send("POST", "/v2/" + repository + "/blobs/uploads/");
        assertThat(answer.status()).isEqualTo(202);
        return answer.header("Location");
    }

    private Answer patch(String place, String range, String content) throws IOException {
        return client.send("PATCH", place, "Content-Range: " + range + "\r\n", Text.bytes(content));
    }

    private Answer range(String range) throws IOException {
        return client.send("GET", "/v2/a/blobs/" + DIGEST, "Range: " + range + "\r\n", new byte[0]);
    }

    private Stream<Path> walk(String part) throws IOException {
        return Files.walk(directory.resolve("registry").resolve(part));
    }

    private java.util.List<Path> files(String part) throws IOException {
        try (Stream<Path> all = walk(part)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
