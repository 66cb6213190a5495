package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong images`: columns, filters and formats as people know them from Docker.
@Tag("root")
class ListedImagesTest {
    private static final byte[] LAYER = Saved.layer("file", "content");

    private static Site site;

    /// Four images: an old one with two names and a label, a newer one with a port, a nameless one, one without a date.
    @BeforeAll
    static void open() {
        site = Site.empty(Account.root());
        Json.Obj labels = Json.object().put("stage", "test").put("empty", "").build();
        Saved saved =
                new Saved()
                        .image(
                                Json.object().put("Labels", labels).build(),
                                "2020-01-02T03:04:05.678Z",
                                List.of("old:1", "example.org/team/old:v2"),
                                LAYER)
                        .image(Json.EMPTY, "2022-01-01T00:00:00+01:00", List.of("new"), LAYER)
                        .image(
                                Json.object().put("User", "1").build(),
                                "2021-01-01T00:00:00Z",
                                List.of(),
                                LAYER)
                        .image(
                                Json.object().put("User", "2").build(),
                                "",
                                List.of("host:5000/undated:x"),
                                LAYER);
        site.succeeds("load", "-i", saved.to(site.work().resolve("saved.tar")).toString());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void the_columns_are_those_of_docker_and_the_newest_image_comes_first() {
        List<String> lines = site.succeeds("images").lines();
        assertThat(lines.getFirst()).matches("REPOSITORY +TAG +IMAGE ID +CREATED +SIZE");
        assertThat(lines.subList(1, lines.size()))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "new +latest +[0-9a-f]{12} +\\d+ years ago +\\S+B"),
                        line -> assertThat(line).startsWith("<none>  ").contains("   <none>   "),
                        line -> assertThat(line).startsWith("example.org/team/old   v2 "),
                        line -> assertThat(line).startsWith("old   ").contains("   1   "),
                        line ->
                                assertThat(line)
                                        .startsWith("host:5000/undated ")
                                        .contains("   x   "));
        assertThat(site.succeeds("images", "-a").lines()).isEqualTo(lines);
        assertThat(site.succeeds("image", "ls").lines()).isEqualTo(lines);
    }

    @Test
    void ids_come_alone_whole_and_once() {
        List<String> shortIds = site.succeeds("images", "-q").lines();
        assertThat(shortIds).hasSize(4).doesNotHaveDuplicates().allMatch(id -> id.length() == 12);
        List<String> ids = site.succeeds("images", "-aq", "--no-trunc").lines();
        assertThat(ids).allMatch(id -> id.matches("sha256:[0-9a-f]{64}"));
        assertThat(ids.stream().map(id -> id.substring(7, 19))).isEqualTo(shortIds);
        assertThat(site.succeeds("images", "--no-trunc").text()).contains(ids.getFirst());
    }

    @Test
    void digests_are_shown_when_asked_for() {
        List<String> lines = site.succeeds("images", "--digests").lines();
        assertThat(lines.getFirst()).matches("REPOSITORY +TAG +DIGEST +IMAGE ID +CREATED +SIZE");
        assertThat(lines.get(1)).matches("new +latest +sha256:[0-9a-f]{64} +[0-9a-f]{12} .*");
    }

    @Test
    void a_filter_keeps_what_fits() {
        named("<none>:<none>", "dangling=true");
        named("new:latest example.org/team/old:v2 old:1 host:5000/undated:x", "dangling=false");
        named("old:1", "reference=old");
        named("old:1", "reference=o*:1");
        named("example.org/team/old:v2", "reference=example.org/*/old");
        named("", "reference=*/team");
        named("example.org/team/old:v2 old:1", "label=stage");
        named("example.org/team/old:v2 old:1", "label=empty=");
        named("", "label=stage=prod");
        named("<none>:<none> example.org/team/old:v2 old:1 host:5000/undated:x", "before=new");
        named("new:latest <none>:<none>", "since=old:1");
        named("<none>:<none>", "since=old:1", "before=new:latest");
        named("new:latest", "reference=new", "dangling=false");
    }

    @Test
    void an_argument_is_a_reference_with_or_without_a_tag() {
        assertThat(site.succeeds("images", "--format", "{{.Tag}}", "old").lines())
                .containsExactly("1");
        assertThat(site.succeeds("images", "-q", "old:2").text()).isEmpty();
        assertThat(site.succeeds("images", "-q", "example.org/team/old:v2").lines()).hasSize(1);
    }

    @Test
    void a_wrong_filter_is_one_line_and_not_an_empty_list() {
        for (String filter : List.of("colour=red", "dangling=perhaps", "before=nobody")) {
            Result result = site.jong("images", "--filter", filter);
            assertThat(result.code()).as(filter).isNotZero();
            assertThat(result.text()).isEmpty();
            assertThat(result.err()).startsWith("jong: ").doesNotContain("\tat ");
        }
    }

    @Test
    void a_field_that_a_list_does_not_have_is_an_error_that_names_those_it_has() {
        Result images = site.jong("images", "--format", "{{.Nope}}");
        assertThat(images.code()).isEqualTo(125);
        assertThat(images.out()).isEmpty();
        assertThat(images.err())
                .isEqualTo(
                        "jong: template parsing error: can't evaluate field Nope in a row of this list\n"
                                + "hint: its fields are Repository, Tag, Digest, ID, CreatedSince, CreatedAt, Size,"
                                + " Containers, SharedSize, UniqueSize\n");
        assertThat(site.succeeds("images", "--format", "table {{.UniqueSize}}", "old").lines())
                .first()
                .isEqualTo("UNIQUE SIZE");
        Result containers = site.jong("ps", "--format", "table {{.Nope}}");
        assertThat(containers.code()).isEqualTo(125);
        assertThat(containers.err())
                .contains("field Nope")
                .contains("hint: its fields are ID, Image,");
    }

    @Test
    void formats_are_templates_tables_and_json() {
        assertThat(site.succeeds("images", "--format", "{{.Repository}}:{{.Tag}}", "old").line())
                .isEqualTo("old:1");
        assertThat(site.succeeds("images", "--format", "{{.CreatedAt}}", "old").line())
                .isEqualTo("2020-01-02 03:04:05 +0000 UTC");
        assertThat(site.succeeds("images", "--format", "{{.CreatedAt}}", "new").line())
                .isEqualTo("2021-12-31 23:00:00 +0000 UTC");
        assertThat(
                        site.succeeds(
                                        "images",
                                        "--format",
                                        "table {{.Tag}}\t{{.Repository}}",
                                        "old")
                                .lines())
                .satisfiesExactly(
                        head -> assertThat(head).matches("TAG +REPOSITORY"),
                        row -> assertThat(row).matches("1 +old"));
        assertThat(site.succeeds("images", "--format", "json", "old").line())
                .startsWith("{\"")
                .contains("\"Repository\":\"old\"", "\"Tag\":\"1\"", "\"Containers\":\"N/A\"")
                .endsWith("}");
        assertThat(site.succeeds("images", "--format", "{{json .}}", "old").line())
                .contains("\"CreatedAt\":\"2020-01-02 03:04:05 +0000 UTC\"");
    }

    private static void named(String expected, String... filters) {
        String[] command = new String[3 + 2 * filters.length];
        command[0] = "images";
        command[1] = "--format";
        command[2] = "{{.Repository}}:{{.Tag}}";
        for (int i = 0; i < filters.length; i++) {
            command[3 + 2 * i] = "--filter";
            command[4 + 2 * i] = filters[i];
        }
        assertThat(String.join(" ", site.succeeds(command).lines()))
                .as(String.join(" ", filters))
                .isEqualTo(expected);
    }
}
