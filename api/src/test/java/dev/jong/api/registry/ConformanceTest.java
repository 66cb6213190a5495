package dev.jong.api.registry;

import static dev.jong.api.registry.PlainClient.assertError;
import static dev.jong.api.registry.PlainClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Digest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What conformance suites of the distribution specification ask of a registry, through an ordinary client that keeps
/// its connections: kinds of documents, codes of errors, pages. `EndpointsTest` has the endpoints, `UploadWaysTest` the uploads.
class ConformanceTest {
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final String FOREIGN =
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
    private static final Digest ABSENT = Digest.of(Text.bytes("absent"));

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

    @Test
    void documents_of_every_kind_are_kept_byte_for_byte_and_removed_again() throws Exception {
        Digest empty = registry.blob("a", "{}");
        Digest layer = registry.blob("a", "layer");
        String config = Documents.descriptor(EMPTY, empty, 2, "");
        String image = Documents.image(config, Documents.descriptor(LAYER, layer, 5, ""), "");
        Digest member = put("a", "image", TestRegistry.OCI, image);
        String entry = Documents.descriptor(TestRegistry.OCI, member, image.length(), "");
        String index = Documents.index(entry, "");
        Digest indexDigest = put("a", "index", TestRegistry.INDEX, index);
        String subject =
                ",\"subject\":"
                        + Documents.descriptor(TestRegistry.INDEX, indexDigest, index.length(), "");
        String missing = ",\"subject\":" + Documents.descriptor(TestRegistry.OCI, ABSENT, 123, "");
        String nested = Documents.descriptor(TestRegistry.INDEX, indexDigest, index.length(), "");
        String type = ",\"artifactType\":\"application/x.example\"";

        Map<String, String> documents = new LinkedHashMap<>();
        documents.put("no-layers", Documents.image(config, "", ""));
        documents.put("artifact", Documents.image(config, config, type));
        documents.put(
                "data",
                Documents.image(
                        Documents.descriptor(EMPTY, empty, 2, ",\"data\":\"e30=\""), "", ""));
        documents.put(
                "fields",
                Documents.image(config, "", ",\"org.example.more\":{\"a\":[1,null,true]}"));
        documents.put("spaces", Documents.image(config, "", "").replace(",", " ,\r\n\t") + "\n\n");
        documents.put(
                "foreign",
                Documents.image(
                        config, Documents.descriptor(FOREIGN, ABSENT, 9, Documents.urls()), ""));
        documents.put(
                "large",
                Documents.image(config, "", ",\"annotations\":{" + Documents.annotations() + "}"));
        documents.put("about-none", Documents.image(config, "", type + missing));
        documents.put("about-index", Documents.image(config, "", type + subject));
        documents.put("index-empty", Documents.index("", ""));
        documents.put("index-nested", Documents.index(nested + "," + nested, ""));
        documents.put("index-artifact", Documents.index(entry, type));
        documents.put("index-about", Documents.index(entry, type + subject));
        for (Map.Entry<String, String> document : documents.entrySet()) {
            String tag = document.getKey();
            String mediaType = tag.startsWith("index-") ? TestRegistry.INDEX : TestRegistry.OCI;
            Digest digest = put("a", tag, mediaType, document.getValue());
            for (String name : new String[] {tag, digest.toString()}) {
                HttpResponse<byte[]> got = client.get("/v2/a/manifests/" + name);
                assertThat(got.body()).as(tag).isEqualTo(Text.bytes(document.getValue()));
                assertThat(header(got, "Content-Type")).as(tag).isEqualTo(mediaType);
            }
        }
        assertThat(referrers(indexDigest)).hasSize(2);
        assertThat(referrers(ABSENT)).hasSize(1);
        for (String tag : documents.keySet()) {
            assertThat(client.send("DELETE", "/v2/a/manifests/" + tag).statusCode()).isEqualTo(202);
            assertError(client.get("/v2/a/manifests/" + tag), 404, "MANIFEST_UNKNOWN");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/a/manifests/none, 404, MANIFEST_UNKNOWN",
        "GET, /v2/none/manifests/none, 404, NAME_UNKNOWN|MANIFEST_UNKNOWN",
        "GET, /v2/none/tags/list, 404, NAME_UNKNOWN",
        "GET, /v2/a/blobs/ABSENT, 404, BLOB_UNKNOWN",
        "GET, /v2/a/blobs/sha256:zz, 400, DIGEST_INVALID",
        "GET, /v2/a/referrers/latest, 400, DIGEST_INVALID",
        "GET, /v2/A/tags/list, 404|400, NAME_INVALID",
        "GET, /v2/a/blobs/uploads/none, 404, BLOB_UPLOAD_UNKNOWN",
        "PUT, /v2/a/blobs/uploads/none?digest=ABSENT, 404, BLOB_UPLOAD_UNKNOWN",
        "DELETE, /v2/a/blobs/uploads/none, 404, BLOB_UPLOAD_UNKNOWN",
        "DELETE, /v2/a/manifests/none, 404, MANIFEST_UNKNOWN",
        "DELETE, /v2/a/blobs/ABSENT, 404, BLOB_UNKNOWN",
        "POST, /v2/a/tags/list, 405, UNSUPPORTED",
        "PUT, /v2/a/manifests/1, 400, MANIFEST_INVALID",
        "PUT, /v2/a/manifests/ABSENT, 400, DIGEST_INVALID|MANIFEST_INVALID",
        "POST, /v2/a/blobs/uploads/?digest-algorithm=md5, 400, DIGEST_INVALID|UNSUPPORTED",
        "GET, /v2/a/tags/list?n=x, 400, PAGINATION_NUMBER_INVALID|UNSUPPORTED|NAME_INVALID",
    })
    void an_error_is_a_document_with_a_code(
            String method, String target, String status, String codes) throws Exception {
        registry.image("a", "1");
        HttpResponse<byte[]> answer =
                client.send(method, target.replace("ABSENT", ABSENT.toString()));
        assertThat("" + answer.statusCode()).isIn((Object[]) status.split("\\|"));
        assertError(answer, answer.statusCode(), codes.split("\\|"));
    }

    @Test
    void what_is_pushed_as_what_it_is_not_is_refused_with_a_code() throws Exception {
        Digest empty = registry.blob("a", "{}");
        String good = Documents.image(Documents.descriptor(EMPTY, empty, 2, ""), "", "");
        String name = Digest.of(Text.bytes(good)).toString();
        assertError(
                client.manifest("a", name, TestRegistry.OCI, good + " "), 400, "DIGEST_INVALID");
        String upload = "/v2/a/blobs/uploads/?digest=" + ABSENT;
        assertError(client.send("POST", upload, Text.bytes("other")), 400, "DIGEST_INVALID");
        String sparse = Documents.index(Documents.descriptor(TestRegistry.OCI, ABSENT, 9, ""), "");
        assertError(
                client.manifest("a", "1", TestRegistry.INDEX, sparse),
                404,
                "MANIFEST_BLOB_UNKNOWN");
        String size = Documents.image(Documents.descriptor(EMPTY, empty, 3, ""), "", "");
        assertError(
                client.manifest("a", "1", TestRegistry.OCI, size),
                400,
                "SIZE_INVALID",
                "MANIFEST_INVALID");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void pages_of_tags_lead_through_all_of_them(int size) throws Exception {
        registry.image("a", "1");
        String manifest = new String(client.get("/v2/a/manifests/1").body(), "ISO-8859-1");
        for (int i = 2; i <= 7; i++) {
            put("a", "" + i, TestRegistry.OCI, manifest);
        }
        StringBuilder seen = new StringBuilder();
        String next = "/v2/a/tags/list?n=" + size;
        while (!next.isEmpty()) {
            HttpResponse<byte[]> page = client.get(next);
            JsonParser.parseObject(page.body()).strings("tags").forEach(seen::append);
            String link = header(page, "Link");
            next = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen).hasToString("1234567");
    }

    private Digest put(String repository, String tag, String type, String text) throws Exception {
        HttpResponse<byte[]> answer = client.manifest(repository, tag, type, text);
        assertThat(answer.statusCode()).as(tag + Text.of(answer.body())).isEqualTo(201);
        Digest digest = Digest.of(Text.bytes(text));
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(client.get(header(answer, "Location")).body()).isEqualTo(Text.bytes(text));
        return digest;
    }

    private List<Json> referrers(Digest subject) throws Exception {
        return JsonParser.parseObject(client.get("/v2/a/referrers/" + subject).body())
                .array("manifests");
    }
}
