package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Options of `jong build` about what the image is.
@Tag("root")
class ResultOptionsTest {
    private static final String LAYERS = "{{len .RootFS.Layers}}";

    private static Site site;
    private Workshop shop;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void fresh() {
        shop = shop(site);
    }

    private static Workshop shop(Site at) {
        return new Workshop(at)
                .file("f", "x")
                .dockerfile(
                        "FROM box AS first",
                        "RUN echo one > /one && echo gone > /gone && mkdir /d && chmod 1777 /d",
                        "FROM first",
                        "COPY --chown=7:8 f /f",
                        "RUN rm /gone && echo two > /d/two");
    }

    @Test
    void squash_makes_one_layer_upon_the_base_image() {
        squashes(shop, "--squash", 2);
    }

    @Test
    void layers_false_is_squash() {
        squashes(shop, "--layers=false", 2);
        String id = shop.inspect("{{.Id}}");
        assertThat(shop.succeeds("--squash")).doesNotContain("DONE");
        assertThat(shop.inspect("{{.Id}}")).isEqualTo(id);
    }

    @Test
    void squash_all_makes_one_layer() {
        squashes(shop, "--squash-all", 1);
    }

    @Test
    void users_with_ranges_squash_to_the_same_image() {
        shop.succeeds("--squash");
        String id = shop.inspect("{{.Id}}");
        try (Site users = Site.open(Account.withRange())) {
            Workshop theirs = shop(users);
            squashes(theirs, "--squash", 2);
            assertThat(theirs.inspect("{{.Id}}")).isEqualTo(id);
        }
    }

    @Test
    void users_with_one_id_are_told_that_owners_would_be_lost() {
        try (Site users = Site.open(Account.single())) {
            Result result = shop(users).build("--squash");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("owners of files would be lost");
        }
    }

    private static void squashes(Workshop shop, String option, int layers) {
        shop.succeeds();
        assertThat(shop.inspect(LAYERS)).isEqualTo("4");
        String plain = shop.inspect("{{json .Config}}");
        String files = files(shop);
        shop.succeeds(option);
        String id = shop.inspect("{{.Id}}");
        assertThat(shop.inspect(LAYERS)).isEqualTo(Integer.toString(layers));
        assertThat(shop.inspect("{{json .Config}}")).isEqualTo(plain);
        assertThat(files(shop)).isEqualTo(files);
        assertThat(shop.succeeds(option)).contains("CACHED").doesNotContain("DONE");
        assertThat(shop.inspect("{{.Id}}")).isEqualTo(id);
        assertThat(shop.succeeds(option, "--no-cache")).contains("DONE");
        assertThat(shop.inspect("{{.Id}}")).isEqualTo(id);
    }

    private static String files(Workshop shop) {
        return shop.shows("stat -c '%n %a %u %g %Y %F' /one /d /d/two /f; ls /gone 2>&1; cat /f");
    }

    @Test
    void the_history_keeps_what_made_a_squashed_layer() {
        shop.succeeds("--squash");
        List<String> lines =
                site.succeeds(
                                "history",
                                "--no-trunc",
                                "--format",
                                "{{.CreatedBy}}|{{.Comment}}",
                                "made")
                        .text()
                        .lines()
                        .toList();
        assertThat(lines.getFirst()).isEqualTo("|3 layers in one");
        assertThat(lines).anyMatch(line -> line.contains("echo two"));
        assertThat(lines).anyMatch(line -> line.contains("echo one"));
    }

    @Test
    void a_squashed_image_is_verified_like_others() {
        assertThat(shop.succeeds("--squash", "--verify")).contains("identical: sha256:");
    }

    @Test
    void variables_of_the_command_line_are_there_from_the_start_and_can_be_taken_out() {
        shop.dockerfile("FROM box", "ENV B=file", "RUN echo $A $B > /seen", "ENV C=c");
        shop.succeeds("--env", "A=1", "--env", "B=2", "--unsetenv", "C");
        assertThat(shop.shows("cat /seen")).isEqualTo("1 file\n");
        assertThat(shop.inspect("{{range .Config.Env}}{{.}} {{end}}"))
                .contains(" A=1 B=file")
                .doesNotContain("C=");
        assertThat(shop.succeeds("--env", "A=other", "--env", "B=2")).contains("DONE");
        assertThat(shop.shows("cat /seen")).isEqualTo("other file\n");
    }

    @Test
    void labels_can_be_taken_out_whoever_has_set_them() {
        shop.dockerfile("FROM box", "LABEL a=1 b=2");
        shop.succeeds("--label", "c=3", "--unsetlabel", "a");
        assertThat(shop.inspect("{{json .Config.Labels}}")).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
    }
}
