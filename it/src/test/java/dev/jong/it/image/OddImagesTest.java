package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Archives of several images, images of no layers, layers that stop without an end mark.
@Tag("root")
class OddImagesTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void an_archive_of_several_images_and_names_says_each() throws Exception {
        Saved saved =
                new Saved()
                        .image(
                                Json.EMPTY,
                                "",
                                List.of("a:1", "a:2", "example.org/a"),
                                Saved.layer("f", "a"))
                        .image(Json.EMPTY, "", List.of(), Saved.layer("f", "b"))
                        .image(Json.EMPTY, "", List.of("c"), Saved.layer("f", "c"));
        for (String[] command : new String[][] {{"load"}, {"load", "-q"}, {"image", "load"}}) {
            Result result = site.command(command).input(saved.bytes()).finish();
            assertThat(result.lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("Loaded image: a:1"),
                            line -> assertThat(line).isEqualTo("Loaded image: a:2"),
                            line ->
                                    assertThat(line)
                                            .isEqualTo("Loaded image: example.org/a:latest"),
                            line ->
                                    assertThat(line)
                                            .matches("Loaded image ID: sha256:[0-9a-f]{64}"),
                            line -> assertThat(line).isEqualTo("Loaded image: c:latest"));
        }
        assertThat(site.succeeds("images", "-q").lines()).hasSize(3);
    }

    @Test
    void M21_a_load_says_what_lost_its_name_and_keeps_it() {
        for (String content : new String[] {"first", "second"}) {
            Saved saved =
                    new Saved().image(Json.EMPTY, "", List.of("a:1"), Saved.layer("f", content));
            Path archive = saved.to(site.work().resolve(content));
            List<String> lines = site.succeeds("load", "-i", archive.toString()).lines();
            assertThat(lines).hasSize(content.equals("first") ? 1 : 2);
            assertThat(lines.getFirst())
                    .startsWith(
                            content.equals("first")
                                    ? "Loaded image: a:1"
                                    : "The image a:1 already exists, renaming the old one with ID sha256:");
        }
        assertThat(site.succeeds("images", "--filter", "dangling=true", "-q").lines()).hasSize(1);
    }

    @Test
    void an_image_without_layers_is_an_empty_root() {
        Saved saved = new Saved().image(Json.EMPTY, "", List.of("empty"));
        site.succeeds("load", "-i", saved.to(site.work().resolve("empty.tar")).toString());
        Result missing = site.jong("run", "--rm", "empty", "sh");
        assertThat(missing.code()).isEqualTo(127);
        assertThat(missing.err()).contains("\"sh\"").doesNotContain("mount");
        assertThat(site.jong("run", "--rm", "empty").code()).isEqualTo(125);
        String box = Prober.tree().resolve("bin/busybox") + ":/busybox:ro";
        String command = "/busybox touch /new && /busybox ls /";
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        box,
                                        "empty",
                                        "/busybox",
                                        "sh",
                                        "-c",
                                        command)
                                .lines())
                .containsExactlyInAnyOrder("busybox", "dev", "etc", "new", "proc", "sys");
        String id =
                site.succeeds("create", "-v", box, "empty", "/busybox", "echo", "started").line();
        assertThat(site.succeeds("start", "-a", id).text()).isEqualTo("started\n");
        site.succeeds("rm", id);
        assertThat(site.store().resolve("mnt")).isEmptyDirectory();
        site.succeeds("rmi", "empty");
    }

    @Test
    void T29_layers_of_umoci_insert_have_no_end_mark_and_are_taken_for_their_digest()
            throws Exception {
        Needs.program("/usr/bin/umoci");
        Path layout = site.folder().resolve("layout");
        String image = layout + ":box";
        Path file = site.file("inserted", "by umoci\n");
        Shell.run("umoci", "init", "--layout", layout.toString());
        Shell.run("umoci", "new", "--image", image);
        Shell.run("umoci", "insert", "--image", image, Prober.tree().toString(), "/");
        Shell.run("umoci", "insert", "--image", image, file.toString(), "/inserted");
        site.succeeds("load", "-i", layout.toString());
        String id = site.succeeds("images", "-q").line();
        assertThat(site.succeeds("run", "--rm", id, "/bin/cat", "/inserted").text())
                .isEqualTo("by umoci\n");
        byte[] whole = Saved.layer("f", "x");
        Path bare = site.work().resolve("bare.tar");
        Files.write(bare, java.util.Arrays.copyOf(whole, 1024));
        Result refused = site.jong("import", bare.toString(), "bare");
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("stops without an end mark");
    }

    @Test
    void what_podman_saves_and_skopeo_copies_is_loaded_by_its_name() {
        Needs.program("/usr/bin/podman");
        Needs.program("/usr/bin/skopeo");
        site.image("box", Prober.tree(), "LABEL from=jong");
        Path archive = site.work().resolve("archive.tar");
        String name = "example.org/box:1";
        Shell.run(
                "skopeo",
                "copy",
                "-q",
                "oci:" + site.store().resolve("images") + ":docker.io/library/box:latest",
                "oci-archive:" + archive + ":" + name);
        String podman =
                "podman --root p --runroot pr --storage-driver vfs --cgroup-manager cgroupfs ";
        Shell.script(site.work(), podman + "load -q -i " + archive + " > /dev/null");
        for (String format : new String[] {"docker-archive", "oci-archive"}) {
            Shell.script(
                    site.work(),
                    podman + "save -q --format " + format + " -o " + format + ".tar " + name);
            site.jong("rmi", "-f", name);
            assertThat(site.succeeds("load", "-i", format + ".tar").text())
                    .isEqualTo("Loaded image: " + name + "\n");
            assertThat(
                            site.succeeds("image", "inspect", "-f", "{{.Config.Labels.from}}", name)
                                    .line())
                    .isEqualTo("jong");
            assertThat(site.succeeds("run", "--rm", name, "echo", format).line()).isEqualTo(format);
        }
        Shell.script(site.work(), podman + "rmi -a -f > /dev/null");
    }
}
