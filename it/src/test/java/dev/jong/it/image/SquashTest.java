package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong image squash`, `waste` and `export`: fewer layers with the same files.
@Tag("root")
class SquashTest {
    private Site site;
    private Path layout;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
        layout = site.folder().resolve("layout");
        Foreign.image(layout);
        site.succeeds("load", "-i", layout.toString());
        site.succeeds("tag", site.succeeds("images", "-q").lines().getFirst(), "box:1");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void Q04_squashed_images_show_the_same_tree() {
        String tree = tree("box:1");
        site.succeeds("image", "squash", "-t", "box:all", "box:1");
        site.succeeds("image", "squash", "--from", "2", "-t", "box:two", "box:1");
        assertThat(tree("box:all")).isEqualTo(tree);
        assertThat(tree("box:two")).isEqualTo(tree);
        assertThat(tree).contains("third").doesNotContain("first");
        assertThat(layers("box:all")).hasSize(1);
        assertThat(layers("box:two")).hasSize(2).startsWith(layers("box:1").getFirst());
        assertThat(site.succeeds("run", "--rm", "box:two", "sh", "-c", "echo $FROM").text())
                .isEqualTo("umoci\n");
    }

    @Test
    void Q07_squashing_gives_the_same_digest_in_another_store() {
        String id = site.succeeds("image", "squash", "--from", "2", "box:1").text();
        try (Site other = Site.empty(Account.root())) {
            other.succeeds("load", "-i", layout.toString());
            String box = other.succeeds("images", "-q").lines().getFirst();
            assertThat(other.succeeds("image", "squash", "--from", "2", box).text()).isEqualTo(id);
        }
    }

    @Test
    void the_config_stays_and_the_history_tells_of_the_squash() {
        Json.Obj before = inspect("box:1");
        site.succeeds("image", "squash", "-q", "-t", "box:all", "box:1");
        Json.Obj after = inspect("box:all");
        assertThat(after.object("Config")).isEqualTo(before.object("Config"));
        assertThat(after.text("Created")).isEqualTo(before.text("Created"));
        assertThat(site.succeeds("history", "box:all").text())
                .contains("jong image squash: 3 layers");
        Result again = site.succeeds("image", "squash", "-t", "again:1", "box:all");
        assertThat(again.text().strip()).isEqualTo(after.text("Id"));
    }

    @Test
    void a_layer_that_is_not_there_is_refused() {
        for (String from : List.of("0", "9", "deadbeefdeadbeef")) {
            Result result = site.jong("image", "squash", "--from", from, "box:1");
            assertThat(result.code()).isEqualTo(125);
            assertThat(result.err()).contains("has no layer \"" + from + "\"");
        }
        assertThat(site.jong("image", "squash", "--from", "2", "--all", "box:1").code())
                .isEqualTo(125);
    }

    @Test
    void waste_names_the_file_its_layer_and_who_hid_it() {
        byte[] base = Saved.layer("big", "x".repeat(1_000_000));
        byte[] same = Saved.layer("big", "x".repeat(1_000_000));
        byte[] other = Saved.layer("big", "y".repeat(1_000));
        byte[] gone = Saved.layer(".wh.big", "");
        Path archive = site.work().resolve("saved.tar");
        new Saved()
                .image(Json.EMPTY, "", List.of("w:1"), base, other, gone)
                .image(Json.EMPTY, "", List.of("w:2"), base, Saved.layer("\033[31m", "z"), same)
                .image(Json.EMPTY, "", List.of("w:3"), base)
                .to(archive);
        site.succeeds("load", "-i", archive.toString());
        assertThat(waste("w:1"))
                .containsExactly("1000000 big 1 2 replaced", "1000 big 2 3 removed");
        assertThat(site.succeeds("image", "waste", "w:1").text())
                .endsWith("Total wasted: 1MB of 1MB (100.0%)\n");
        assertThat(site.succeeds("image", "waste", "--limit", "1", "w:1").text())
                .contains("and 1 more files");
        assertThat(site.succeeds("image", "waste", "w:3").text())
                .isEqualTo("Total wasted: 0B of 1MB (0.0%)\n");
        Json.Obj json =
                JsonParser.parseObject(
                        site.succeeds("image", "waste", "--format", "json", "w:1").out());
        assertThat(json.number("Wasted")).contains(1_001_000L);
        assertThat(json.objects("Layers")).hasSize(3);
    }

    @Test
    void an_exported_container_is_imported_and_runs() {
        site.succeeds(
                "run",
                "--name",
                "made",
                "-v",
                site.work() + ":/mounted/here",
                "box:1",
                "sh",
                "-c",
                "echo new > /new; rm /second; echo mine > /mounted/here/hidden; mkfifo /fifo");
        Path archive = site.work().resolve("tree.tar");
        site.succeeds("export", "-o", archive.toString(), "made");
        List<String> names = Shell.run("tar", "tf", archive.toString()).lines().toList();
        assertThat(names)
                .contains("new", "third", "fifo", "mounted/here/")
                .doesNotContain("second", "first", "mounted/here/hidden")
                .doesNotHaveDuplicates();
        assertThat(site.succeeds("export", "made").out()).hasSize((int) archive.toFile().length());
        site.succeeds("import", "-c", "CMD [\"cat\",\"/new\"]", archive.toString(), "again:1");
        assertThat(site.succeeds("run", "--rm", "again:1").text()).isEqualTo("new\n");
        assertThat(layers("again:1")).hasSize(1);
        site.succeeds("rm", "made");
        assertThat(site.jong("export", "-o", archive.toString(), "made").code()).isEqualTo(125);
    }

    @Test
    void V15_a_running_container_that_changes_its_files_lets_nothing_in() throws Exception {
        site.file("secret", "host-secret");
        site.succeeds(
                "run",
                "-d",
                "--name",
                "busy",
                "box:1",
                "sh",
                "-c",
                "mkdir /d; while :; do echo mine > /d/f; rm /d/f; ln -s "
                        + site.work()
                        + "/secret /d/f; rm /d/f; mkfifo /d/f; rm /d/f; mv /d /e; ln -s "
                        + site.work()
                        + " /d; rm /d; mv /e /d; done");
        try {
            for (int round = 0; round < 10; round++) {
                Path archive = site.work().resolve("busy.tar");
                site.succeeds("export", "-o", archive.toString(), "busy");
                assertThat(Shell.run("tar", "tf", archive.toString())).contains("third\n");
                assertThat(
                                Shell.script(site.work(), "grep -c host-secret busy.tar || true")
                                        .strip())
                        .isEqualTo("0");
            }
        } finally {
            site.succeeds("rm", "-f", "busy");
        }
    }

    private List<String> waste(String image) {
        return site.succeeds(
                        "image",
                        "waste",
                        "--format",
                        "{{.Bytes}} {{.Path}} {{.Layer}} {{.By}} {{.How}}",
                        image)
                .lines();
    }

    private List<String> layers(String image) {
        return inspect(image).object("RootFS").strings("Layers");
    }

    private Json.Obj inspect(String image) {
        return JsonParser.parseObject(
                site.succeeds("image", "inspect", "--format", "{{json .}}", image).out());
    }

    /// Everything in the root, as a container of the image sees it.
    private String tree(String image) {
        return site.succeeds(
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        image,
                        "sh",
                        "-c",
                        "cd /; f='find . -xdev ! -path ./dev* ! -path ./etc/host* ! -path ./etc/resolv*"
                                + " ! -path ./proc* ! -path ./sys* ! -path .';"
                                + " set -f; $f -type d -exec stat -c '%n %f %u %g %Y' {} + | sort;"
                                + " $f ! -type d -exec stat -c '%n %f %u %g %s %Y %h' {} + | sort;"
                                + " $f -type f -exec md5sum {} + | sort")
                .text();
    }
}
