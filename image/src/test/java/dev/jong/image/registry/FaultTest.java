package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.MediaType;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Registries that answer wrongly, late or too much.
class FaultTest {
    private static final int SIZE = 300_000;
    private static final String BLOBS = "/v2/.*/blobs/.*";
    private static final String MANIFESTS = "/v2/.*/manifests/.*";

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

    @Test
    void G01_a_manifest_with_other_bytes_than_its_digest_is_refused() {
        registry.when("GET", MANIFESTS).wrongBytes();
        assertThatThrownBy(() -> repository.manifest(image.digest().toString()))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS))
                .hasMessageContaining(registry.authority())
                .hasMessageContaining(image.digest().toString());
    }

    @Test
    void R063_a_manifest_that_is_wrong_once_is_fetched_again() {
        registry.when("GET", MANIFESTS).nth(1).wrongBytes();
        assertThat(repository.manifest(image.digest().toString()).bytes())
                .isEqualTo(image.manifest());
    }

    @Test
    void G03_the_digest_of_a_manifest_is_computed_whatever_the_header_says() {
        String lie = "sha256:" + "ab".repeat(32);
        registry.when("GET", MANIFESTS).header("Docker-Content-Digest: " + lie);
        assertThat(repository.manifest("latest").descriptor().digest()).isEqualTo(image.digest());
    }

    @Test
    void G05_a_registry_without_ranges_sends_all_again() {
        registry.when("GET", BLOBS).nth(1).cutAt(1000);
        registry.when("GET", BLOBS).status(200).body(image.bytes(0));
        assertThat(Client.read(repository.blob(blob, 0))).isEqualTo(image.bytes(0));
        BlobStream whole = repository.blob(blob, 5000);
        assertThat(whole.start()).isZero();
        assertThat(Client.read(whole)).isEqualTo(image.bytes(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-299999/300000",
                "bytes 1000-299999/300001",
                "bytes 1000-2000/300000",
                "bytes */300000",
                "bytes 1000--1/300000",
                "nonsense"
            })
    void G05_a_wrong_range_is_not_believed(String range) {
        registry.when("GET", BLOBS).nth(1).cutAt(1000);
        registry.when("GET", BLOBS).nth(1).header("Content-Range: " + range);
        assertThat(Client.read(repository.blob(blob, 0))).isEqualTo(image.bytes(0));
    }

    @Test
    void G09_a_redirect_loop_ends_after_ten() {
        registry.when("GET", BLOBS).redirect(registry.base() + "/v2/a/blobs/" + blob.digest());
        assertThatThrownBy(() -> repository.blob(blob, 0))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("after 10 redirects");
        assertThat(registry.log("GET", BLOBS)).hasSize(11);
    }

    @Test
    void G11_a_header_over_64_kib_is_refused() {
        registry.when("GET", MANIFESTS).header("X-Long: " + "x".repeat(70_000));
        assertThatThrownBy(() -> repository.manifest("latest"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("larger than 65536 bytes");
    }

    @Test
    void G11_thousands_of_challenges_are_an_error() {
        registry.when("GET", MANIFESTS)
                .status(401)
                .header(
                        "WWW-Authenticate: "
                                + "Basic realm=\"x\", ".repeat(3000)
                                + "Bearer realm=\"");
        assertThatThrownBy(() -> repository.manifest("latest"))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED));
    }

    @Test
    void G15_pages_are_taken_from_the_same_server_only() {
        try (ScriptedRegistry other = ScriptedRegistry.open()) {
            registry.when("GET", "/v2/a/tags/list.*")
                    .header("Link: <" + other.base() + "/v2/a/tags/list>; rel=\"next\"");
            assertThat(repository.tags()).containsExactly("latest");
            assertThat(other.log()).isEmpty();
        }
    }

    @Test
    void G15_pages_without_end_are_an_error() {
        registry.when("GET", "/v2/a/tags/list.*")
                .header("Link: </v2/a/tags/list?last=a>; rel=\"next\"");
        assertThatThrownBy(repository::tags)
                .isInstanceOf(JongException.class)
                .hasMessageContaining("1000 pages");
    }

    @Test
    void pages_are_put_together() {
        registry.with("a", "one", image).with("a", "two", image).page(1);
        assertThat(repository.tags()).containsExactly("latest", "one", "two");
    }

    @Test
    void G19_a_manifest_that_unpacks_to_more_than_its_limit_is_refused() throws IOException {
        registry.when("GET", MANIFESTS)
                .body(gzip(new byte[5 << 20]))
                .header("Content-Encoding: gzip");
        assertThatThrownBy(() -> repository.manifest("latest"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("larger than 4194304 bytes");
        assertThat(registry.log("GET", MANIFESTS).getFirst().header("Accept-Encoding"))
                .contains("identity");
    }

    @Test
    void G19_a_manifest_that_is_too_large_is_refused() {
        registry.when("GET", MANIFESTS).body(new byte[(4 << 20) + 1]);
        assertThatThrownBy(() -> repository.manifest("latest"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("larger than 4194304 bytes");
    }

    @Test
    void G21_what_a_registry_says_is_cut_and_escaped() {
        byte[] long1 = new byte[1 << 20];
        Arrays.fill(long1, (byte) 'a');
        byte[] evil =
                "\u001b]0;title\u0007\u001b[2Jhello"
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        System.arraycopy(evil, 0, long1, 0, evil.length);
        registry.when("GET", MANIFESTS).status(403).body(long1);
        assertThatThrownBy(() -> repository.manifest("latest"))
                .isInstanceOf(JongException.class)
                .message()
                .hasSizeLessThan(800)
                .contains("\\x1b]0;title\\x07")
                .doesNotContain("\u001b");
    }

    @Test
    void R057_a_limit_on_requests_is_waited_for() {
        registry.when("GET", MANIFESTS).nth(1).status(429).header("Retry-After: 7");
        assertThat(repository.manifest("latest").bytes()).isEqualTo(image.manifest());
        assertThat(client.waits).hasSize(1);
        assertThat(client.waits.getFirst())
                .isBetween(java.time.Duration.ofSeconds(7), java.time.Duration.ofSeconds(9));
    }

    @Test
    void R057_a_date_counts_from_the_registrys_own_clock() {
        registry.when("GET", MANIFESTS)
                .nth(1)
                .status(503)
                .header("Date: Sun, 06 Nov 1994 08:49:37 GMT")
                .header("Retry-After: Sun, 06 Nov 1994 08:50:37 GMT");
        repository.manifest("latest");
        assertThat(client.waits.getFirst())
                .isBetween(java.time.Duration.ofSeconds(60), java.time.Duration.ofSeconds(67));
    }

    @Test
    void R057_nobody_waits_longer_than_five_minutes() {
        registry.when("GET", MANIFESTS)
                .status(429)
                .header("Retry-After: 1000000000")
                .header("ratelimit-limit: 100;w=21600")
                .header("ratelimit-remaining: 0;w=21600");
        assertThatThrownBy(() -> repository.manifest("latest"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("limit 100;w=21600, left 0;w=21600");
        assertThat(client.waits.stream().reduce(java.time.Duration.ZERO, java.time.Duration::plus))
                .isEqualTo(java.time.Duration.ofMinutes(5));
    }

    @Test
    void Q15_waits_grow_and_are_bounded() {
        Retries retries = new Retries(client.waits::add, new Random(1), client.notices::add);
        java.time.Duration before = java.time.Duration.ZERO;
        for (int tried = 1; tried < 40; tried++) {
            java.time.Duration wait = retries.delay(tried, java.util.Optional.empty());
            assertThat(wait)
                    .isBetween(java.time.Duration.ofMillis(500), java.time.Duration.ofSeconds(30));
            if (tried < 6) {
                assertThat(wait).isGreaterThan(before);
            }
            before = wait;
        }
    }

    @Test
    void R061_a_blob_that_is_not_there_is_named() {
        registry.when("GET", BLOBS).status(404);
        assertThatThrownBy(() -> repository.blob(blob, 0))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND))
                .hasMessageContaining(blob.digest().toString());
    }

    @Test
    void Q19_any_sequence_of_cuts_gives_the_same_bytes() {
        Random random = new Random(19);
        for (int round = 0; round < 20; round++) {
            registry.when("GET", BLOBS).nth(1).cutAt(random.nextInt(SIZE));
            registry.when("GET", BLOBS).nth(1).cutAt(random.nextInt(50_000));
        }
        for (int round = 0; round < 5; round++) {
            assertThat(Client.read(repository.blob(blob, 0))).isEqualTo(image.bytes(0));
        }
    }

    @Test
    void a_blob_is_never_longer_than_it_was_said_to_be() {
        Descriptor shorter = Descriptor.of(MediaType.OCI_LAYER_GZIP, blob.digest(), 1000);
        assertThatThrownBy(() -> repository.blob(shorter, 0))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS));
        registry.when("GET", BLOBS)
                .header("Transfer-Encoding: chunked")
                .raw(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n"
                                + "x".repeat(2000));
        assertThat(Client.read(repository.blob(shorter, 0))).hasSize(1000);
    }

    @Test
    void a_tag_that_is_not_there_is_answered_with_the_nearest() {
        registry.with("a", "1.27", image).with("a", "bookworm", image);
        assertThatThrownBy(() -> repository.manifest("bokworm"))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.hint()).startsWith("tags that are there: bookworm, "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../b",
                "a/b",
                "5000/b",
                "-x",
                "a?b",
                "a b",
                "a\n",
                "sha256:../x",
                "%2e%2e"
            })
    void M19_what_is_no_tag_and_no_digest_is_not_asked_for(String reference) {
        assertThatThrownBy(() -> repository.manifest(reference)).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> repository.resolve(reference)).isInstanceOf(JongException.class);
        assertThat(registry.log()).isEmpty();
    }

    @Test
    void a_warning_is_shown_once() {
        registry.when("GET", ".*").header("Warning: 299 - \"going away\"");
        repository.tags();
        repository.tags();
        assertThat(client.notices).containsExactly(registry.authority() + " says: going away");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
