package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.LocalRegistry;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.oci.Digest;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong manifest` of the built program: lists of local and remote images, side by side with other tools.
@Tag("root")
class ManifestTest {
    private static final TestImage REMOTE = TestImage.of(5000).on("s390x");

    private final ScriptedRegistry scripted = ScriptedRegistry.open();
    private final Account account = Account.root();
    private final Site site = Site.empty(account);
    private final LocalRegistry registry = LocalRegistry.open(site.directory("registry"));

    @AfterEach
    void close() {
        scripted.close();
        registry.close();
        site.close();
        account.close();
    }

    @Test
    void a_list_of_two_local_images_and_a_remote_one_goes_round_through_a_registry() {
        Needs.program("/usr/bin/skopeo");
        String list = registry.authority() + "/list:1";
        importing("first", "linux/amd64");
        importing("second", "linux/arm64");
        scripted.with("far", "1", REMOTE);
        String far = scripted.authority() + "/far:1";
        site.succeeds("manifest", "create", list, "first", "second");
        site.succeeds("manifest", "add", list, far);
        site.succeeds(
                "manifest", "annotate", "--variant", "v8", "--annotation", "a=b", list, "second");
        assertThat(site.jong("manifest", "exists", list).code()).isZero();
        assertThat(site.jong("manifest", "exists", "first").code()).isEqualTo(1);
        assertThat(site.succeeds("manifest", "inspect", list).text())
                .contains("\"variant\": \"v8\"", "\"a\": \"b\"", "s390x");

        String digest = site.succeeds("manifest", "push", "--all", list).line();
        byte[] raw = Text.bytes(skopeo("inspect", "--tls-verify=false", "--raw", to(list)));
        assertThat(raw).isEqualTo(stored(digest));
        assertThat(Digest.of(raw)).hasToString(digest);
        assertThat(site.succeeds("manifest", "rm", list).text())
                .isEqualTo("Untagged: " + list + "\n");
        skopeo(
                "copy",
                "-q",
                "--all",
                "--src-tls-verify=false",
                to(list),
                "oci:" + site.folder() + "/copied:1");
        site.succeeds("rmi", "first", "second");
        for (String platform : List.of("linux/amd64", "linux/arm64/v8")) {
            site.succeeds("pull", "-q", "--platform", platform, list);
            assertThat(
                            site.succeeds("inspect", "--format", "{{.Os}}/{{.Architecture}}", list)
                                    .line())
                    .isEqualTo(platform.replace("/v8", ""));
            site.succeeds("rmi", list);
        }
    }

    @Test
    void the_same_members_give_the_same_digest_in_another_store_and_what_is_removed_is_gone() {
        importing("first", "linux/amd64");
        scripted.with("far", "1", REMOTE);
        String far = scripted.authority() + "/far:1";
        site.succeeds("manifest", "create", "list", far, "first");
        String both = site.succeeds("manifest", "add", "list", far).line();
        String one = site.succeeds("manifest", "remove", "list", REMOTE.digest().toString()).line();
        assertThat(one).isNotEqualTo(both);
        site.succeeds("manifest", "rm", "list");
        site.succeeds("rmi", "first");
        assertThat(blobs()).isEmpty();
        importing("first", "linux/amd64");
        site.succeeds("manifest", "create", "other", far, "first");
        assertThat(site.succeeds("manifest", "add", "other", "first").line()).isEqualTo(both);
        Result damaged = site.succeeds("images");
        assertThat(damaged.err()).isEmpty();
        assertThat(site.jong("manifest", "rm", "none", "other").code()).isEqualTo(1);
        site.succeeds("rmi", "first");
        assertThat(blobs()).isEmpty();
    }

    @Test
    void what_cannot_be_done_is_said_in_a_line_and_leaves_nothing() {
        importing("first", "linux/amd64");
        Result image = site.jong("manifest", "add", "first", "first");
        assertThat(image.code()).isEqualTo(125);
        assertThat(image.err()).contains("first:latest is an image and no list");
        Result none = site.jong("manifest", "create", "list", scripted.authority() + "/none:1");
        assertThat(none.code()).isEqualTo(125);
        assertThat(none.err()).contains("none");
        assertThat(site.jong("manifest", "exists", "list").code()).isEqualTo(1);
        assertThat(site.jong("manifest", "push", "list").err())
                .contains("no such manifest list: list:latest");
        assertThat(blobs()).hasSize(3);
    }

    private void importing(String name, String platform) {
        Path archive = site.folder().resolve("images/" + name + ".tar");
        String tree = Prober.tree().toString();
        Shell.run("tar", "-C", tree, "--numeric-owner", "-cf", archive.toString(), ".");
        site.succeeds("import", "--platform", platform, archive.toString(), name);
    }

    private List<Path> blobs() {
        try (var files = Files.list(site.store().resolve("images/blobs/sha256"))) {
            return files.toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte[] stored(String digest) {
        String hex = digest.substring("sha256:".length());
        try {
            return Files.readAllBytes(site.store().resolve("images/blobs/sha256/" + hex));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String to(String name) {
        return "docker://" + name;
    }

    private static String skopeo(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("skopeo"));
        command.addAll(List.of(arguments));
        return Shell.run(command.toArray(new String[0]));
    }
}
