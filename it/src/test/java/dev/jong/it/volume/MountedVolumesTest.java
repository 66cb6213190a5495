package dev.jong.it.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Canary;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Volumes in containers.
@Tag("root")
class MountedVolumesTest {
    private static Site site;
    private static Canary canary;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        canary = Canary.in(site.folder());
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Path data = Files.createDirectories(tree.resolve("srv/data/sub"));
        Files.writeString(data.resolve("deep"), "deep\n");
        Files.writeString(tree.resolve("srv/data/seed"), "seed\n");
        Files.setPosixFilePermissions(
                tree.resolve("srv/data"), PosixFilePermissions.fromString("rwxrwxr--"));
        Files.createSymbolicLink(tree.resolve("to"), Path.of("srv/data"));
        Files.createSymbolicLink(tree.resolve("out"), canary.path());
        Files.createSymbolicLink(
                tree.resolve("up"), Path.of("../../../../../../.." + canary.path()));
        site.image("seeded", tree, "VOLUME /srv/data");
        site.image("hostile", tree, "VOLUME [\"/out\", \"/up\"]");
    }

    @AfterAll
    static void close() {
        canary.check();
        site.close();
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "-v", "first", "second");
        site.succeeds("volume", "prune", "-a", "-f");
        assertThat(site.succeeds("volume", "ls", "-q").text()).isEmpty();
    }

    @Test
    void a_named_volume_outlives_its_containers() {
        run("echo kept > /d/file", "-v", "data:/d", "box");
        assertThat(run("cat /d/file", "-v", "data:/d:ro", "box")).containsExactly("kept");
        Result readOnly = site.jong("run", "--rm", "-v", "data:/d:ro", "box", "touch", "/d/x");
        assertThat(readOnly.err()).contains("Read-only");
    }

    @Test
    void a_new_volume_takes_over_what_the_image_has_there() {
        assertThat(
                        run(
                                "cd /srv/data; cat seed sub/deep; stat -c %a .",
                                "-v", "data:/srv/data", "seeded"))
                .containsExactly("seed", "deep", "774");
        assertThat(run("cat /d/seed", "-v", "data:/d", "box")).containsExactly("seed");
    }

    @Test
    void nocopy_takes_over_nothing() {
        assertThat(run("ls /srv/data", "-v", "data:/srv/data:nocopy", "seeded")).isEmpty();
        assertThat(
                        run(
                                "ls /srv/data",
                                "--mount",
                                "src=other,dst=/srv/data,volume-nocopy",
                                "seeded"))
                .isEmpty();
    }

    @Test
    void V05_a_volume_is_filled_only_while_it_is_empty_and_once() {
        run("echo mine > /d/own", "-v", "data:/d", "box");
        assertThat(run("ls /srv/data", "-v", "data:/srv/data", "seeded")).containsExactly("own");
        run("rm -r /srv/data/*", "-v", "other:/srv/data", "seeded");
        assertThat(run("ls /srv/data", "-v", "other:/srv/data", "seeded")).isEmpty();
    }

    /// Everything that the image's links lead to is looked for in the image.
    @Test
    void V05_links_of_the_image_lead_to_nothing_of_the_host() {
        assertThat(run("ls /to", "-v", "data:/to", "seeded")).containsExactly("seed", "sub");
        for (String place : List.of("/out", "/up", "/out/sub")) {
            String name = "v" + place.replace('/', '_');
            site.jong("run", "--rm", "-v", name + ":" + place, "seeded", "true");
            assertThat(run("ls -a /d | wc -l", "-v", name + ":/d", "box")).containsExactly("2");
        }
        site.succeeds("volume", "rm", "data");
        site.jong("create", "--name", "first", "hostile", "true");
        for (String name : site.succeeds("volume", "ls", "-q").lines()) {
            assertThat(site.store().resolve("volumes/" + name + "/data")).isEmptyDirectory();
        }
        canary.check();
    }

    @Test
    void volumes_without_a_name_go_with_their_container_when_asked() {
        site.succeeds("run", "--name", "first", "-v", "/a", "seeded", "touch", "/a/x");
        assertThat(site.succeeds("volume", "ls", "-q").lines()).hasSize(2);
        assertThat(
                        site.succeeds(
                                        "inspect",
                                        "-f",
                                        "{{range .Mounts}}{{.Type}} {{.Destination}} {{.RW}};{{end}}",
                                        "first")
                                .line())
                .isEqualTo("volume /a true;volume /srv/data true;");
        site.succeeds("rm", "first");
        assertThat(site.succeeds("volume", "ls", "-q").lines()).hasSize(2);
        site.succeeds("run", "--name", "second", "seeded", "true");
        site.succeeds("rm", "-v", "second");
        assertThat(site.succeeds("volume", "ls", "-q").lines()).hasSize(2);
        site.succeeds("run", "--rm", "-v", "/a", "seeded", "true");
        assertThat(site.succeeds("volume", "ls", "-q").lines()).hasSize(2);
    }

    @Test
    void a_container_that_can_t_start_leaves_no_volume_without_a_name() {
        assertThat(site.jong("run", "--rm", "-v", "/a", "box", "no-such-program").code())
                .isEqualTo(127);
        assertThat(site.jong("create", "-v", "/a", "--name", "x y", "box", "true").code())
                .isEqualTo(125);
        assertThat(site.succeeds("volume", "ls", "-q").text()).isEmpty();
    }

    @Test
    void volumes_from_shares_what_another_container_has_mounted() {
        site.succeeds(
                "create", "--name", "first", "-v", "/a", "-v", "data:/d", "--tmpfs", "/t", "box",
                "true");
        run("echo 1 > /a/x; echo 2 > /d/x", "--volumes-from", "first", "box");
        assertThat(
                        run(
                                "cat /a/x /d/x; touch /a/y || echo ro; test ! -e /t",
                                "--volumes-from",
                                "first:ro",
                                "box"))
                .containsExactly("1", "2", "ro");
        site.succeeds(
                "create", "--name", "second", "--volumes-from", "first", "box", "cat", "/a/x");
        site.succeeds("rm", "-v", "first");
        assertThat(site.succeeds("start", "-a", "second").lines()).containsExactly("1");
        assertThat(site.jong("run", "--rm", "--volumes-from", "none", "box", "true").code())
                .isEqualTo(125);
    }

    @Test
    void L05_a_part_of_a_volume_is_mounted_and_nothing_above_it() {
        run(
                "mkdir /d/a; echo part > /d/a/x; ln -s /etc /d/out; ln -s ../.. /d/up; ln -s a /d/in",
                "-v",
                "data:/d",
                "box");
        assertThat(run("ls /p; cat /p/x", "--mount", part("a"), "box"))
                .containsExactly("x", "part");
        assertThat(run("cat /p/x", "--mount", part("in"), "box")).containsExactly("part");
        assertThat(run("cat /p", "--mount", part("a/x"), "box")).containsExactly("part");
        for (String bad : List.of("out", "up", "up/etc", "none", "../data")) {
            Result refused = site.jong("run", "--rm", "--mount", part(bad), "box", "true");
            assertThat(refused.code()).as(bad + ": " + refused).isEqualTo(125);
        }
    }

    private static String part(String subpath) {
        return "src=data,dst=/p,volume-subpath=" + subpath;
    }

    @Test
    void labels_of_mount_are_those_of_the_new_volume() {
        run("true", "--mount", "src=data,dst=/d,volume-label=team=web,volume-driver=local", "box");
        assertThat(site.succeeds("volume", "ls", "--format", "{{.Labels}}").line())
                .isEqualTo("team=web");
        assertThat(site.succeeds("ps", "-aq", "--filter", "volume=data").text()).isEmpty();
    }

    @Test
    void the_files_of_an_image_are_mounted_read_only() {
        String whole = "type=image,src=seeded,dst=/i";
        assertThat(run("cat /i/srv/data/seed; touch /i/x || echo ro", "--mount", whole, "box"))
                .containsExactly("seed", "ro");
        String part = "type=image,src=seeded,dst=/i,image-subpath=srv/data/sub";
        assertThat(run("ls /i", "--mount", part, "--read-only", "box")).containsExactly("deep");
        for (String bad : List.of("out", "up", "none")) {
            String mount = "type=image,src=seeded,dst=/i,image-subpath=" + bad;
            assertThat(site.jong("run", "--rm", "--mount", mount, "box", "true").code())
                    .isEqualTo(125);
        }
        Result missing =
                site.jong("run", "--rm", "--mount", "type=image,src=none,dst=/i", "box", "true");
        assertThat(missing.err()).contains("no such image: none");
        site.succeeds(
                "create", "--name", "first", "--mount", whole, "box", "cat", "/i/srv/data/seed");
        assertThat(site.succeeds("start", "-a", "first").lines()).containsExactly("seed");
    }

    private static List<String> run(String script, String... options) {
        String[] line = new String[options.length + 5];
        line[0] = "run";
        line[1] = "--rm";
        System.arraycopy(options, 0, line, 2, options.length);
        line[line.length - 3] = "sh";
        line[line.length - 2] = "-c";
        line[line.length - 1] = script;
        return site.succeeds(line).lines();
    }
}
