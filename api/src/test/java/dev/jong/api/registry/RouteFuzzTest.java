package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.api.http.Query;
import dev.jong.api.storage.RepositoryName;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random paths, made of the words of the grammar and of what attackers put there: an answer is a route whose parts are
/// in the grammar, or an error of the specification, and nothing else.
@Tag("fuzz")
class RouteFuzzTest {
    private static final String[] WORDS = {
        "/",
        "/v2/",
        "v2",
        "a",
        "library",
        "blobs",
        "uploads",
        "manifests",
        "tags",
        "list",
        "referrers",
        "_catalog",
        "latest",
        "..",
        ".",
        "%2e%2e",
        "%252f",
        "%2F",
        "%3A",
        "%00",
        "\\",
        "\0",
        ":",
        "@",
        "-",
        "_",
        "A",
        "\u00e4",
        "\uffff",
        "%",
        "%zz",
        ";",
        "?",
        "#",
        " ",
        "\r\n",
        "sha256:" + "a".repeat(64),
        "sha512:" + "0".repeat(128),
        "sha256:",
        "a".repeat(300)
    };

    @Test
    void random_paths_become_routes_or_errors() {
        long seed = Long.getLong("jong.fuzz.seed", 20260731L);
        long seconds = Long.getLong("jong.fuzz.seconds", 0);
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        Random random = new Random(seed);
        int round = 0;
        while (round++ < 20_000 || System.nanoTime() < until) {
            StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "" : "/v2/");
            for (int i = random.nextInt(9); i >= 0; i--) {
                path.append(WORDS[random.nextInt(WORDS.length)]);
                path.append(random.nextBoolean() ? "/" : "");
            }
            check(path.toString());
        }
    }

    private static void check(String path) {
        try {
            switch (Route.parse(path)) {
                case Route.Blob blob -> checkName(blob.name());
                case Route.Uploads uploads -> checkName(uploads.name());
                case Route.Session session -> checkName(session.name());
                case Route.Manifest manifest -> checkName(manifest.name());
                case Route.Tags tags -> checkName(tags.name());
                case Route.Referrers referrers -> checkName(referrers.name());
                case Route.Base _ -> assertThat(path).isIn("/v2", "/v2/");
                case Route.Catalog _ -> assertThat(path).isEqualTo("/v2/_catalog");
            }
        } catch (RegistryError e) {
            assertThat(e.status()).as(path).isIn(400, 404);
        }
        try {
            new Query(path).first("a");
        } catch (IllegalArgumentException e) {
            assertThat(path).contains("%");
        }
        ByteRange range = ByteRange.of("bytes=" + path, 10);
        assertThat(range.length()).isLessThanOrEqualTo(10);
    }

    private static void checkName(RepositoryName name) {
        assertThat(name.text()).matches("[a-z0-9]+([._/-]+[a-z0-9]+)*").doesNotContain("..");
    }
}
