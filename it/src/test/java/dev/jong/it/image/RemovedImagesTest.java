package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong rmi`: names and images go, what others need stays.
@Tag("root")
class RemovedImagesTest {
    private static final int ROUNDS = Integer.getInteger("jong.rounds", 200);

    private Site site;
    private int whole;
    private int absent;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void the_last_name_takes_the_image_along() {
        String id = load("a:1", "b:1");
        assertThat(site.succeeds("rmi", "a:1").lines()).containsExactly("Untagged: a:1");
        assertThat(site.succeeds("rmi", "b:1").lines())
                .containsExactly("Untagged: b:1", "Deleted: " + id);
        nothingIsLeft();
    }

    @Test
    void a_thousand_names_come_and_go_in_one_step() {
        String[] names = new String[1_000];
        List<String> line = new ArrayList<>(List.of("rmi"));
        for (int i = 0; i < names.length; i++) {
            names[i] = "many:" + i;
            line.add(names[i]);
        }
        String id = load(names);
        assertThat(site.succeeds("images", "-a").lines()).hasSize(1_001);
        List<String> told = site.succeeds(line.toArray(String[]::new)).lines();
        assertThat(told).hasSize(1_001).endsWith("Deleted: " + id);
        nothingIsLeft();
    }

    @Test
    void the_platforms_of_an_image_go_one_by_one() throws IOException {
        Path tree = site.work().resolve("tree.tar");
        Files.write(tree, Saved.layer("f", "x"));
        site.succeeds("import", "--platform", "linux/amd64", tree.toString(), "a");
        site.succeeds("import", "--platform", "linux/arm64", tree.toString(), "b");
        site.succeeds("manifest", "create", "both", "a", "b");
        Result named = site.jong("rmi", "--platform", "linux/arm64", "both");
        assertThat(named.code()).isEqualTo(1);
        assertThat(named.err()).contains("both for linux/arm64 is also b:latest");
        site.succeeds("rmi", "a", "b");
        List<String> before = site.succeeds("images", "--tree").lines();
        assertThat(before.getFirst()).matches("IMAGE +ID +DISK USAGE +CONTENT SIZE +EXTRA");
        assertThat(before.get(1)).startsWith("both:latest ");
        assertThat(before.get(2)).contains("\u251c\u2500 linux/amd64 ");
        assertThat(before.get(3)).contains("\u2514\u2500 linux/arm64 ").doesNotContain(" 0B");
        assertThat(site.jong("rmi", "--platform", "linux/s390x", "both").err())
                .contains(
                        "the image both is not here for linux/s390x, only for linux/amd64, linux/arm64");
        assertThat(site.succeeds("rmi", "--platform", "linux/arm64", "both").lines())
                .singleElement()
                .asString()
                .startsWith("Deleted: sha256:");
        List<String> after = site.succeeds("images", "--tree").lines();
        assertThat(after.get(2)).isEqualTo(before.get(2));
        assertThat(after.get(3)).contains("linux/arm64 ").contains(" 0B");
        assertThat(site.succeeds("rmi", "--platform", "linux/amd64", "both").lines())
                .contains("Untagged: both:latest");
        nothingIsLeft();
    }

    @Test
    void an_id_or_its_beginning_will_do() {
        for (int digits : new int[] {4, 12, 64}) {
            String id = load("a:1");
            String hex = id.substring("sha256:".length());
            assertThat(site.succeeds("rmi", hex.substring(0, digits)).lines())
                    .containsExactly("Untagged: a:1", "Deleted: " + id);
        }
        String id = load();
        assertThat(site.succeeds("rmi", id).lines()).containsExactly("Deleted: " + id);
        nothingIsLeft();
    }

    @Test
    void an_id_with_several_names_needs_force() {
        String id = load("a:1", "b:1");
        Result refused = site.jong("rmi", id);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("has 2 names").contains("--force");
        assertThat(site.succeeds("rmi", "-f", id).lines())
                .containsExactly("Untagged: a:1", "Untagged: b:1", "Deleted: " + id);
        nothingIsLeft();
    }

    @Test
    void what_is_not_there_fails_unless_forced_and_keeps_nothing_else_from_going() {
        load("a:1");
        Result result = site.jong("rmi", "nobody", "a:1", "nobody:2");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.lines()).hasSize(2);
        assertThat(result.err()).contains("the image nobody is", "the image nobody:2 is");
        assertThat(site.jong("rmi", "0123456789ab").code()).isEqualTo(1);
        assertThat(site.jong("rmi", "sha256:xyz").code()).isEqualTo(1);
        assertThat(site.jong("rmi", "-f", "nobody").code()).isZero();
        assertThat(site.jong("rmi", "-f", "Not/A:Name").code()).isEqualTo(1);
        nothingIsLeft();
    }

    @Test
    void a_container_keeps_its_image_whether_it_runs_or_not() {
        site.image("box", Prober.tree());
        String created = site.succeeds("create", "box", "cat", "/etc/passwd").line();
        String running = site.succeeds("run", "-d", "box", "sleep", "1000").line();
        for (String[] command : new String[][] {{"rmi", "box"}, {"rmi", imageOf(running)}}) {
            Result refused = site.jong(command);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("is used by a container").contains("hint: ");
        }
        assertThat(site.succeeds("rmi", "-f", "box").lines())
                .containsExactly("Untagged: box:latest");
        assertThat(site.succeeds("images", "--format", "{{.Repository}}").line())
                .isEqualTo("<none>");
        assertThat(site.jong("rmi", "-f", imageOf(running)).code()).isEqualTo(1);
        site.succeeds("rm", "-f", running);
        assertThat(site.jong("rmi", imageOf(created)).code()).isEqualTo(1);
        assertThat(site.succeeds("start", "-a", created).text()).startsWith("root:x:0");
        String image = imageOf(created);
        site.succeeds("rm", created);
        assertThat(site.succeeds("rmi", image).lines()).containsExactly("Deleted: " + image);
        nothingIsLeft();
    }

    @Test
    void layers_that_another_image_has_stay() {
        byte[] base = Saved.layer("base", "shared");
        Saved saved =
                new Saved()
                        .image(Json.EMPTY, "", List.of("a:1"), base, Saved.layer("top", "a"))
                        .image(Json.EMPTY, "", List.of("b:1"), base, Saved.layer("top", "b"));
        site.succeeds("load", "-q", "-i", saved.to(site.work().resolve("two.tar")).toString());
        assertThat(layers()).isEqualTo("3");
        site.succeeds("rmi", "a:1");
        assertThat(layers()).isEqualTo("2");
        site.succeeds("rmi", "b:1");
        nothingIsLeft();
    }

    @Test
    void R077_a_started_run_never_loses_a_layer_while_its_image_is_removed() throws Exception {
        site.image("box", Prober.tree());
        for (int half = 0; half < 2; half++) {
            site.succeeds("load", "-q", "-i", many(half).toString());
            for (int round = 0; round < ROUNDS / 2; round++) {
                race("goes:" + round, "top " + half + " " + round);
            }
        }
        assertThat(whole).isPositive();
        assertThat(absent).isPositive();
        site.succeeds("rmi", "box");
        nothingIsLeft();
    }

    /// Images with a common layer and one of their own each.
    private Path many(int half) throws IOException {
        Path layer = site.folder().resolve("images/box.tar");
        Saved saved = new Saved();
        for (int round = 0; round < ROUNDS / 2; round++) {
            String top = "top " + half + " " + round;
            saved.image(
                    Json.EMPTY,
                    "",
                    List.of("goes:" + round),
                    Files.readAllBytes(layer),
                    Saved.layer("top", top));
        }
        return saved.to(site.work().resolve("many.tar"));
    }

    /// A run finds the image whole, or not at all; it never finds half of it.
    private void race(String image, String top) throws Exception {
        Process removal = site.command("rmi", image).begin();
        Result result =
                site.command("run", "--rm", "--pull", "never", image, "/bin/cat", "/top").finish();
        int removed = removal.waitFor();
        if (result.code() == 0) {
            whole++;
            assertThat(result.text()).isEqualTo(top);
        } else {
            absent++;
            assertThat(result.code()).as(result.toString()).isEqualTo(125);
            assertThat(result.err()).contains("no such image");
        }
        if (removed != 0) {
            site.succeeds("rmi", image);
        }
    }

    private String load(String... tags) {
        Saved saved = new Saved().image(Json.EMPTY, "", List.of(tags), Saved.layer("f", "x"));
        site.succeeds("load", "-i", saved.to(site.work().resolve("saved.tar")).toString());
        return site.succeeds("images", "-q", "--no-trunc").lines().getFirst();
    }

    private String imageOf(String container) {
        return site.succeeds("inspect", "--format", "{{.Image}}", container).line();
    }

    private String layers() {
        return Shell.script(site.store(), "ls layers/*.json | wc -l").strip();
    }

    private void nothingIsLeft() {
        assertThat(site.succeeds("images", "-aq").text()).isEmpty();
        assertThat(
                        Shell.script(
                                site.store(),
                                "find images/blobs layers refs -type f ! -name .lock"))
                .isEmpty();
    }
}
