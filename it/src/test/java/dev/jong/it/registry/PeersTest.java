package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.LocalRegistry;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Foreign;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that podman, buildah, skopeo, umoci and jong hand to each other, through the registry of jong and one of
/// others: whoever had it last, its digest is what it was at first.
@Tag("root")
class PeersTest {
    private Site site;
    private Serving ours;
    private LocalRegistry theirs;
    private Path layout;

    @BeforeEach
    void open() throws Exception {
        for (String tool :
                new String[] {"umoci", "skopeo", "podman", "buildah", "docker-registry"}) {
            Needs.program("/usr/bin/" + tool);
        }
        site = Site.empty(Account.root());
        layout = site.folder().resolve("layout");
        Foreign.image(layout);
        theirs = LocalRegistry.open(site.directory("theirs"));
        ours = Serving.begin(site);
    }

    @AfterEach
    void close() {
        ours.close();
        theirs.close();
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"podman, gzip", "podman, zstd", "buildah, gzip", "buildah, zstd"})
    void what_is_pushed_is_pulled_pushed_on_and_pulled_again(String tool, String compression) {
        site.succeeds("load", "-i", layout.toString());
        String id = site.succeeds("images", "-q", "--no-trunc").line();
        String first = ours.host() + "/box:1";
        Path file = site.work().resolve("digest");
        site.succeeds(
                "push",
                "-q",
                "--digestfile",
                file.toString(),
                "--compression-format",
                compression,
                id,
                first);
        String digest = read(file);
        site.succeeds("rmi", "-f", id);
        String store = store(tool);
        String push = store + "push -q --tls-verify=false --digestfile ";
        String second = ours.host() + "/" + tool + "/box:2";
        String third = theirs.authority() + "/" + tool + "/box:3";
        Shell.script(
                site.work(),
                String.join(
                        "; ",
                        store + "pull -q --tls-verify=false " + first,
                        push + "second " + first + " docker://" + second,
                        push + "third " + first + " docker://" + third,
                        store + "rmi -a -f > /dev/null"));
        assertThat(sha256("docker://" + first)).isEqualTo(digest);
        // They may print a manifest anew, without a line end after it; what it says stays.
        assertThat(raw(second).strip()).isEqualTo(raw(first).strip());
        assertThat(site.succeeds("pull", second).text())
                .contains("Digest: " + read(site.work().resolve("second")));
        // They keep no compressed layers: for a registry that lacks them they compress anew.
        assertThat(site.succeeds("pull", third).text())
                .contains("Digest: " + read(site.work().resolve("third")));
        assertThat(site.succeeds("images", "-q", "--no-trunc").lines()).containsOnly(id);
        String ran = "cat /second /third; test -e /first || echo gone; echo $FROM";
        assertThat(site.succeeds("run", "--rm", third, "sh", "-c", ran).text())
                .isEqualTo("two\nthree\ngone\numoci\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-archive", "oci-archive", "oci-dir", "docker-dir"})
    void archives_of_podman_have_the_id_that_jong_gave_them(String format) {
        site.succeeds("load", "-i", layout.toString());
        String id = site.succeeds("images", "-q", "--no-trunc").line();
        site.succeeds("tag", id, "localhost/box:1");
        site.succeeds("save", "-o", site.work() + "/ours.tar", "localhost/box:1");
        site.succeeds("rmi", "-f", id);
        String store = store("podman");
        Shell.script(
                site.work(),
                store
                        + "load -q -i ours.tar; "
                        + store
                        + "save -q --format "
                        + format
                        + " -o theirs localhost/box:1; "
                        + store
                        + "rmi -a -f > /dev/null");
        if (format.equals("docker-dir")) {
            site.succeeds("copy", "-q", "dir:" + site.work() + "/theirs", "store:localhost/box:1");
        } else {
            site.succeeds("load", "-i", site.work() + "/theirs");
        }
        assertThat(site.succeeds("images", "-q", "--no-trunc").line()).isEqualTo(id);
    }

    @Test
    void an_index_keeps_its_digest_between_registries_whoever_copies_it() {
        String member = "docker://" + theirs.authority() + "/box:1";
        skopeo("copy", "-q", "--dest-tls-verify=false", "oci:" + layout + ":box", member);
        String list = theirs.authority() + "/list:1";
        site.succeeds("manifest", "create", list, theirs.authority() + "/box:1");
        site.succeeds(
                "manifest", "annotate", "--arch", "arm64", list, theirs.authority() + "/box:1");
        String digest = site.succeeds("manifest", "push", list).line();
        String here = "docker://" + ours.host() + "/list:1";
        assertThat(site.succeeds("copy", "-q", "--all", "docker://" + list, here).line())
                .isEqualTo(digest);
        skopeo(
                "copy",
                "-q",
                "--all",
                "--src-tls-verify=false",
                "--dest-tls-verify=false",
                here,
                "docker://" + theirs.authority() + "/back:1");
        skopeo(
                "copy",
                "-q",
                "--all",
                "--src-tls-verify=false",
                "--dest-tls-verify=false",
                "docker://" + theirs.authority() + "/back:1",
                "docker://" + ours.host() + "/again:1");
        assertThat(sha256("docker://" + ours.host() + "/again:1")).isEqualTo(digest);
        assertThat(skopeo("list-tags", "--tls-verify=false", "docker://" + ours.host() + "/again"))
                .contains("\"1\"");
        skopeo("delete", "--tls-verify=false", "docker://" + ours.host() + "/again:1");
        assertThat(site.succeeds("tags", ours.host() + "/again").text()).isEmpty();
    }

    @Test
    void a_cache_of_their_registry_gives_what_is_there() throws Exception {
        String member = "docker://" + theirs.authority() + "/team/box:1";
        skopeo("copy", "-q", "--dest-tls-verify=false", "oci:" + layout + ":box", member);
        String digest = sha256(member);
        String storage = site.directory("cache").toString();
        try (Serving cache =
                Serving.begin(site, "--storage", storage, "--proxy", theirs.authority())) {
            String name = "docker://" + cache.host() + "/team/box:1";
            skopeo("copy", "-q", "--src-tls-verify=false", name, "dir:" + site.work() + "/dir");
            theirs.close();
            assertThat(site.succeeds("pull", cache.host() + "/team/box:1").text())
                    .contains("Digest: " + digest);
        }
    }

    @Test
    void what_umoci_adds_to_a_layout_of_jong_comes_back_with_its_digest() {
        site.succeeds("load", "-i", layout.toString());
        String id = site.succeeds("images", "-q").line();
        site.succeeds("tag", id, "box:1");
        site.succeeds("save", "--format", "oci-dir", "-o", site.work() + "/l", "box:1");
        Shell.script(
                site.work(),
                "umoci unpack --image l:1 b; echo new > b/rootfs/fourth;"
                        + " umoci repack --image l:2 b; rm -rf b");
        String remote = "docker://" + ours.host() + "/umoci:2";
        String digest = site.succeeds("copy", "-q", "oci:" + site.work() + "/l:2", remote).line();
        assertThat(sha256("oci:" + site.work() + "/l:2")).isEqualTo(digest);
        assertThat(site.succeeds("run", "--rm", ours.host() + "/umoci:2", "cat", "/fourth").text())
                .isEqualTo("new\n");
    }

    private String store(String tool) {
        return tool
                + " --root "
                + site.folder()
                + "/p --runroot "
                + site.folder()
                + "/pr --storage-driver vfs ";
    }

    private static String read(Path file) {
        return Shell.run("cat", file.toString()).strip();
    }

    private static String raw(String name) {
        return skopeo("inspect", "--raw", "--tls-verify=false", "docker://" + name);
    }

    /// The digest of what a place has, taken over its bytes.
    private static String sha256(String place) {
        String raw = "skopeo inspect --raw --tls-verify=false " + place;
        return "sha256:" + Shell.script(Path.of("/"), raw + " | sha256sum").substring(0, 64);
    }

    private static String skopeo(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "skopeo";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Shell.run(command);
    }
}
