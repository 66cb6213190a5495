package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong import --change` and what `jong image inspect` says of it, with Docker's field names.
@Tag("root")
class InspectedImagesTest {
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
    void every_instruction_that_docker_imports_with_is_in_the_config() {
        site.image(
                "changed",
                Prober.tree(),
                "CMD [\"echo\", \"two words\"]",
                "ENTRYPOINT [\"/bin/env\"]",
                "ENV ONE=1 TWO=\"2 3\"",
                "EXPOSE 80 53/udp",
                "LABEL a=b \"c d\"=\"e f\"",
                "USER alice:wheel",
                "VOLUME [\"/data\"]",
                "WORKDIR /home",
                "WORKDIR alice",
                "STOPSIGNAL SIGUSR1",
                "ONBUILD RUN true",
                "HEALTHCHECK --interval=5s --retries=2 CMD probe");
        assertThat(field("{{json .Config.Cmd}}")).isEqualTo("[\"echo\",\"two words\"]");
        assertThat(field("{{json .Config.Entrypoint}}")).isEqualTo("[\"/bin/env\"]");
        assertThat(field("{{json .Config.Env}}")).isEqualTo("[\"ONE=1\",\"TWO=2 3\"]");
        assertThat(field("{{json .Config.ExposedPorts}}"))
                .isEqualTo("{\"80/tcp\":{},\"53/udp\":{}}");
        assertThat(field("{{json .Config.Labels}}")).isEqualTo("{\"a\":\"b\",\"c d\":\"e f\"}");
        assertThat(field("{{.Config.User}} {{.Config.WorkingDir}} {{.Config.StopSignal}}"))
                .isEqualTo("alice:wheel /home/alice SIGUSR1");
        assertThat(field("{{json .Config.Volumes}}")).isEqualTo("{\"/data\":{}}");
        assertThat(field("{{json .Config.OnBuild}}")).isEqualTo("[\"RUN true\"]");
        assertThat(field("{{json .Config.Healthcheck}}"))
                .isEqualTo(
                        "{\"Test\":[\"CMD-SHELL\",\"probe\"],\"Interval\":5000000000,\"Retries\":2}");
    }

    @Test
    void the_container_has_what_the_changes_say() {
        site.image(
                "changed",
                Prober.tree(),
                "CMD echo $ONE; id -un; pwd",
                "ENV ONE=1",
                "USER alice",
                "WORKDIR /home/alice");
        assertThat(site.succeeds("run", "--rm", "changed").lines())
                .containsExactly("1", "alice", "/home/alice");
    }

    @Test
    void a_wrong_change_is_refused_before_anything_is_read() {
        for (String change : List.of("RUN ls", "FROM x", "CMD", "EXPOSE http", "ENV", "nonsense")) {
            Result result = site.jong("import", "--change", change, "/dev/zero", "x");
            assertThat(result.code()).as(change).isEqualTo(125);
            assertThat(result.err()).as(change).startsWith("jong: ").doesNotContain("\tat ");
        }
        assertThat(site.succeeds("images", "-q").text()).isEmpty();
    }

    @Test
    void the_fields_are_those_of_docker() {
        Saved saved =
                new Saved()
                        .image(
                                Json.object().put("Cmd", Json.of(List.of("x"))).build(),
                                "2020-01-02T03:04:05Z",
                                List.of("example.org/a:1", "b"),
                                Saved.layer("f", "x"),
                                Saved.layer("g", "y"));
        site.succeeds("load", "-i", saved.to(site.work().resolve("saved.tar")).toString());
        Json.Arr all = (Json.Arr) JsonParser.parse(site.succeeds("image", "inspect", "b").out());
        Json.Obj image = (Json.Obj) all.items().getFirst();
        for (String name :
                new String[] {
                    "Id",
                    "RepoTags",
                    "RepoDigests",
                    "Created",
                    "Author",
                    "Comment",
                    "Config",
                    "Architecture",
                    "Os",
                    "Size",
                    "GraphDriver",
                    "RootFS",
                    "Metadata"
                }) {
            assertThat(image.get(name)).as(name).isPresent();
        }
        assertThat(image.strings("RepoTags")).containsExactly("b:latest", "example.org/a:1");
        assertThat(image.strings("RepoDigests"))
                .hasSize(2)
                .allMatch(digest -> digest.matches("(b|example.org/a)@sha256:[0-9a-f]{64}"));
        assertThat(image.text("Created")).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(image.object("RootFS").strings("Layers")).hasSize(2);
        assertThat(image.text("Os") + "/" + image.text("Architecture")).isEqualTo("linux/amd64");
    }

    @Test
    void several_are_inspected_and_a_missing_one_is_told() {
        site.image("a", Prober.tree());
        site.image("b", Prober.tree(), "LABEL b=b");
        Result result =
                site.jong(
                        "image", "inspect", "--format", "{{index .RepoTags 0}}", "a", "none", "b");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.lines()).containsExactly("a:latest", "b:latest");
        assertThat(result.err()).contains("the image none is not in the store");
        assertThat(JsonParser.parse(site.jong("image", "inspect", "none").out()))
                .isEqualTo(new Json.Arr(List.of()));
    }

    private String field(String format) {
        return site.succeeds("image", "inspect", "--format", format, "changed").line();
    }
}
