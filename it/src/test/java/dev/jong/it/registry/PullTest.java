package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.LocalRegistry;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Foreign;
import dev.jong.it.image.Saved;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jong pull` and `push` of the built program, against a registry that misbehaves and one of others.
@Tag("root")
class PullTest {
    private static final int SIZE = NoiseImage.SIZE;

    private final ScriptedRegistry scripted = ScriptedRegistry.open();
    private Account account = Account.root();
    private Site site = Site.empty(account);

    @AfterEach
    void close() {
        scripted.close();
        site.close();
        account.close();
    }

    @BeforeEach
    void open() {
        assertThat(site.store()).isNotNull();
    }

    @Test
    void R001_R003_a_pull_whose_front_is_killed_ends_and_the_next_one_goes_on() throws Exception {
        TestImage image = NoiseImage.of(1, 2);
        scripted.with("box", "1", image)
                .when("GET", ".*" + image.layer(1).digest() + ".*")
                .nth(1)
                .stallAt(SIZE / 2);
        Process front = site.command("pull", name("box")).begin();
        Path partial = site.store().resolve("partial/sha256-" + image.layer(1).digest().hex());
        Await.that(() -> size(partial) >= SIZE / 2 - (256 << 10), "half of the blob");
        front.destroyForcibly().waitFor();
        long before = scripted.sent();
        Result result = site.succeeds("pull", name("box"));
        assertThat(result.text()).contains("Digest: " + image.digest());
        assertThat(scripted.sent() - before).isLessThan(SIZE / 2 + (512 << 10));
        assertThat(site.succeeds("images", "-q").lines()).hasSize(1);
        assertThat(Files.exists(partial)).isFalse();
    }

    @Test
    void W04_parallel_pulls_from_a_failing_registry_fetch_what_they_share_once() throws Exception {
        long unique = 0;
        for (int i = 0; i < 3; i++) {
            TestImage image = NoiseImage.of(10, 11, 12 + i);
            scripted.with("box" + i, "1", image);
            unique += i == 0 ? 3L * SIZE : SIZE;
        }
        scripted.when("GET", ".*/blobs/.*").nth(2).status(503);
        scripted.when("GET", ".*/blobs/.*").nth(5).cutAt(100_000);
        List<Process> pulls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pulls.add(site.command("pull", "-q", name("box" + i % 3)).begin());
        }
        for (Process pull : pulls) {
            assertThat(pull.waitFor()).isZero();
        }
        assertThat(scripted.sent()).isLessThan(unique + unique / 10);
        assertThat(site.succeeds("images", "-q").lines()).hasSize(3);
    }

    @Test
    void R017_a_push_sends_only_what_is_missing() throws Exception {
        TestImage image = NoiseImage.of(1, 2);
        scripted.with("box", "1", image);
        site.succeeds("pull", "-q", name("box"));
        String other = scripted.authority() + "/other:2";
        Result first = site.succeeds("push", name("box"), other);
        assertThat(first.text()).contains("2: digest: " + image.digest(), ": Mounted from box\n");
        assertThat(scripted.tag("other", "2")).contains(image.digest().toString());
        int posts = scripted.log("POST", ".*").size();
        assertThat(site.succeeds("push", name("box"), other).text())
                .contains("Layer already exists");
        assertThat(scripted.log("POST", ".*")).hasSize(posts);
    }

    @Test
    void the_level_of_compression_is_part_of_what_names_the_result() {
        Path archive = site.work().resolve("plain.tar");
        new Saved()
                .image(
                        Json.EMPTY,
                        "",
                        List.of("plain:1"),
                        Saved.layer("f", "some text that is long enough ".repeat(3000)))
                .to(archive);
        site.succeeds("load", "-q", "-i", archive.toString());
        String fast = pushed("--compression-level", "1");
        assertThat(pushed("--compression-level", "9")).isNotEqualTo(fast);
        assertThat(pushed("--compression-level", "1")).isEqualTo(fast);
        String zstd = pushed("--compression", "zstd", "--compression-level", "19");
        assertThat(zstd).isNotEqualTo(pushed("--compression", "zstd"));
        Result refused = site.jong("push", "--compression-level", "10", "plain:1", name("level"));
        assertThat(refused.err()).contains("there is no level 10 of gzip");
    }

    private String pushed(String... options) {
        List<String> line = new ArrayList<>(List.of("push"));
        line.addAll(List.of(options));
        line.addAll(List.of("plain:1", name("level")));
        return site.succeeds(line.toArray(String[]::new)).lines().getLast();
    }

    @Test
    void an_image_that_create_pulls_counts_for_the_limit() {
        scripted.with("box", "1", NoiseImage.of(1));
        Path archive = site.work().resolve("old.tar");
        new Saved().image(Json.EMPTY, "", List.of("old:1"), Saved.layer("f", "x")).to(archive);
        site.succeeds("load", "-q", "-i", archive.toString());
        Result created = site.succeeds("--store-limit", "1k", "create", name("box"));
        assertThat(created.err()).contains("Evicted: old:1");
        assertThat(site.succeeds("images", "-q").lines()).hasSize(1);
        site.succeeds("rm", created.line());
    }

    @Test
    void a_policy_says_when_the_registry_is_asked() {
        scripted.with("box", "1", NoiseImage.of(1));
        Result never = site.jong("pull", "--policy", "never", name("box"));
        assertThat(never.code()).isNotZero();
        assertThat(never.err()).contains("is not in the store");
        site.succeeds("pull", "-q", "--policy", "missing", name("box"));
        int asked = scripted.log("GET", ".*").size();
        assertThat(site.succeeds("pull", "--policy", "missing", name("box")).line())
                .isEqualTo(name("box"));
        assertThat(scripted.log("GET", ".*")).hasSize(asked);
        assertThat(site.jong("pull", "--policy", "often", name("box")).err())
                .contains("use always, missing, newer or never");
        assertThat(site.jong("pull", "--arch", "s390x", name("box")).err()).contains("s390x");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_image_keeps_its_digest_from_registry_to_registry_and_runs(boolean root)
            throws Exception {
        Needs.program("/usr/bin/umoci");
        Needs.program("/usr/bin/skopeo");
        if (!root) {
            site.close();
            account = Account.withRange();
            site = Site.empty(account);
        }
        try (LocalRegistry registry = LocalRegistry.open(site.directory("registry"))) {
            Path layout = site.folder().resolve("layout");
            Foreign.image(layout);
            String from = registry.authority() + "/box:1";
            skopeo("copy", "--dest-tls-verify=false", "oci:" + layout + ":box", "docker://" + from);
            String digest = digest(from);
            Result run = site.jong("run", "--rm", from);
            assertThat(run.err()).contains("Unable to find image", "Digest: " + digest);
            String to = registry.authority() + "/other:2";
            site.succeeds("push", "-q", from, to);
            assertThat(digest(to)).isEqualTo(digest);
        }
    }

    private static String digest(String name) {
        return skopeo(
                        "inspect",
                        "--tls-verify=false",
                        "--format",
                        "{{.Digest}}",
                        "docker://" + name)
                .strip();
    }

    private static String skopeo(String... args) {
        List<String> all = new ArrayList<>(List.of("skopeo"));
        all.addAll(List.of(args));
        return Shell.run(all.toArray(new String[0]));
    }

    private String name(String repository) {
        return scripted.authority() + "/" + repository + ":1";
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
