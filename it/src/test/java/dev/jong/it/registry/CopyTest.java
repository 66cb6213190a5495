package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.LocalRegistry;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Foreign;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jong copy`, `inspect` of places, `tags` and `delete`, side by side with other tools and a registry of others.
@Tag("root")
class CopyTest {
    private Account account = Account.root();
    private Site site;
    private LocalRegistry registry;
    private Path layout;
    private String digest = "";

    @BeforeEach
    void open() {
        Needs.program("/usr/bin/umoci");
        Needs.program("/usr/bin/skopeo");
        start(Account.root());
    }

    private void start(Account user) {
        account = user;
        site = Site.empty(user);
        registry = LocalRegistry.open(site.directory("registry"));
        layout = site.folder().resolve("layout");
        Foreign.image(layout);
        Shell.run("chmod", "-R", "a+rX", layout.toString());
        digest = skopeo("inspect", "--format", "{{.Digest}}", "oci:" + layout + ":box").strip();
    }

    @AfterEach
    void close() {
        registry.close();
        site.close();
        account.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_round_through_all_places_keeps_the_digest_and_others_read_each_of_them(boolean root) {
        if (!root) {
            close();
            start(Account.withRange());
        }
        String remote = "docker://" + registry.authority() + "/box:1";
        List<String> places =
                List.of(
                        remote,
                        "oci:" + site.work() + "/l:1",
                        "oci-archive:" + site.work() + "/a.tar:1",
                        "docker-archive:" + site.work() + "/d.tar:box:1",
                        "dir:" + site.work() + "/dir",
                        "store:box:1",
                        "docker://" + registry.authority() + "/other:1");
        String from = "oci:" + layout + ":box";
        for (String to : places) {
            assertThat(site.succeeds("copy", "-q", from, to).line()).as(to).isEqualTo(digest);
            from = to;
        }
        for (String place : places) {
            if (!place.startsWith("store:") && !place.startsWith("docker-archive:")) {
                assertThat(
                                skopeo(
                                        "inspect",
                                        "--tls-verify=false",
                                        "--format",
                                        "{{.Digest}}",
                                        place))
                        .as(place)
                        .isEqualTo(digest + "\n");
            }
        }
        // Other tools only see what older versions of Docker see there.
        skopeo(
                "copy",
                "-q",
                "docker-archive:" + site.work() + "/d.tar:box:1",
                "dir:" + site.folder() + "/seen");
        Result ran = site.succeeds("run", "--rm", "box:1", "cat", "/third");
        assertThat(ran.text()).isEqualTo("three\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oci:LAYOUT:x",
                "oci-archive:FILE:x",
                "docker-archive:FILE:box:1",
                "dir:LAYOUT",
                "docker://REG/x:1"
            })
    void what_skopeo_wrote_is_copied_as_skopeo_sees_it(String pattern) {
        String place =
                pattern.replace("LAYOUT", site.folder() + "/theirs")
                        .replace("FILE", site.folder() + "/theirs.tar")
                        .replace("REG", registry.authority());
        skopeo("copy", "-q", "--dest-tls-verify=false", "oci:" + layout + ":box", place);
        String copied = site.succeeds("copy", "-q", place, "oci:" + site.work() + "/ours:1").line();
        if (!place.startsWith("docker-archive:")) {
            assertThat(copied + "\n")
                    .isEqualTo(
                            skopeo(
                                    "inspect",
                                    "--tls-verify=false",
                                    "--format",
                                    "{{.Digest}}",
                                    place));
        }
        Shell.run("umoci", "unpack", "--image", site.work() + "/ours:1", site.work() + "/bundle");
        assertThat(Shell.run("cat", site.work() + "/bundle/rootfs/third")).isEqualTo("three\n");
    }

    @Test
    void dockers_format_is_what_others_take_for_it() {
        String to = "docker://" + registry.authority() + "/v2s2:1";
        String changed =
                site.succeeds("copy", "-q", "--format", "v2s2", "oci:" + layout + ":box", to)
                        .line();
        assertThat(changed).isNotEqualTo(digest);
        assertThat(skopeo("inspect", "--tls-verify=false", "--raw", to))
                .contains("vnd.docker.distribution.manifest.v2+json")
                .doesNotContain("vnd.oci");
        skopeo("copy", "-q", "--src-tls-verify=false", to, "dir:" + site.work() + "/back");
        assertThat(
                        site.succeeds(
                                        "copy",
                                        "-q",
                                        "--format",
                                        "oci",
                                        to,
                                        "dir:" + site.work() + "/oci")
                                .line())
                .isEqualTo(
                        site.succeeds(
                                        "copy",
                                        "-q",
                                        "--format",
                                        "oci",
                                        "dir:" + site.work() + "/back",
                                        "dir:" + site.work() + "/again")
                                .line());
    }

    @Test
    void podman_takes_the_archives() {
        Needs.program("/usr/bin/podman");
        String file = site.work() + "/d.tar";
        site.succeeds(
                "copy",
                "-q",
                "--dest-compress-format",
                "none",
                "oci:" + layout + ":box",
                "docker-archive:" + file + ":box:1");
        String podman =
                "podman --root "
                        + site.folder()
                        + "/p --runroot "
                        + site.folder()
                        + "/pr --storage-driver vfs ";
        String said =
                Shell.script(
                        site.work(),
                        podman + "load -q -i " + file + "; " + podman + "rmi -a -f > /dev/null");
        assertThat(said).contains("box:1");
    }

    @Test
    void inspect_says_what_skopeo_says_and_tags_and_delete_do_the_same() {
        String place = "docker://" + registry.authority() + "/box:1";
        site.succeeds("copy", "-q", "oci:" + layout + ":box", place);
        site.succeeds("copy", "-q", place, "docker://" + registry.authority() + "/box:2");
        Json.Obj ours = JsonParser.parseObject(site.succeeds("inspect", place).out());
        Json.Obj theirs =
                JsonParser.parseObject(
                        dev.jong.base.Text.bytes(skopeo("inspect", "--tls-verify=false", place)));
        for (String field :
                List.of(
                        "Name",
                        "Digest",
                        "RepoTags",
                        "Created",
                        "DockerVersion",
                        "Labels",
                        "Architecture",
                        "Os",
                        "Layers",
                        "Env")) {
            assertThat(ours.get(field)).as(field).isEqualTo(theirs.get(field));
        }
        assertThat(site.succeeds("inspect", "--raw", place).out())
                .isEqualTo(
                        dev.jong.base.Text.bytes(
                                skopeo("inspect", "--tls-verify=false", "--raw", place)));
        String name = registry.authority() + "/box";
        assertThat(JsonParser.parse(site.succeeds("tags", "--format", "json", name).out()))
                .isEqualTo(
                        JsonParser.parse(
                                dev.jong.base.Text.bytes(
                                        skopeo(
                                                "list-tags",
                                                "--tls-verify=false",
                                                "docker://" + name))));
        assertThat(
                        site.succeeds("search", registry.authority() + "/", "--format", "{{.Name}}")
                                .text())
                .isEqualTo(name + "\n");
        site.succeeds("delete", place);
        assertThat(site.jong("inspect", place).code()).isEqualTo(125);
        assertThat(site.jong("delete", place).code()).isEqualTo(125);
    }

    private static String skopeo(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("skopeo"));
        command.addAll(List.of(arguments));
        return Shell.run(command.toArray(new String[0]));
    }
}
