package dev.jong.build.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.ParseDockerfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static Dockerfile file(String text) {
        return ParseDockerfile.parse("a b/Dockerfile", Text.bytes(text));
    }

    private static List<String> builtIn(String text) {
        return Checks.builtIn(file(text), LintSettings.usual()).findings().stream()
                .map(finding -> finding.rule() + ":" + finding.at().first())
                .toList();
    }

    @Test
    void built_in_checks_come_in_the_order_of_the_file_and_without_the_others() {
        assertThat(builtIn("FROM a AS X\nMAINTAINER m\nCMD x\n"))
                .containsExactly(
                        "StageNameCasing:1", "MaintainerDeprecated:2", "JSONArgsRecommended:3");
    }

    @Test
    void the_check_directive_skips_rules_and_makes_errors() {
        String rest = "FROM a AS X\nCMD x\n";
        assertThat(builtIn("# check=skip=StageNameCasing, FromAsCasing\n" + rest))
                .containsExactly("JSONArgsRecommended:3");
        assertThat(builtIn("# check=skip=all\n" + rest)).isEmpty();
        assertThat(
                        Checks.builtIn(file("# check=error=true\n" + rest), LintSettings.usual())
                                .error())
                .isTrue();
        assertThat(Checks.builtIn(file(rest), LintSettings.usual()).error()).isFalse();
    }

    @Test
    void comments_turn_rules_off_for_one_instruction_or_all() {
        String text =
                """
                # hadolint global ignore=DL3059 # because
                FROM a:1
                # hadolint ignore=DL3004,DL3003
                # and another comment
                RUN cd x && sudo y
                RUN sudo y
                """;
        Checks.Report report = Checks.run(file(text), LintSettings.usual());
        assertThat(report.findings())
                .extracting(finding -> finding.rule() + ":" + finding.at().first())
                .containsExactly("DL3004:6");
        LintSettings strict =
                new LintSettings(
                        Set.of(),
                        Set.of(),
                        Map.of("DL3004", Severity.STYLE),
                        List.of(),
                        Map.of(),
                        false,
                        false,
                        Map.of(),
                        path -> false,
                        stage -> Optional.empty());
        assertThat(Checks.run(file(text), strict).findings())
                .extracting(finding -> finding.rule() + ":" + finding.severity())
                .contains("DL3004:STYLE", "DL3003:WARNING", "DL3059:INFO");
    }

    @Test
    void what_a_base_image_sets_is_not_undefined() {
        String text = "FROM golang:1\nWORKDIR $GOPATH/$other\n";
        LintSettings known =
                LintSettings.usual()
                        .knowing(Map.of(), p -> false, stage -> Optional.of(Set.of("GOPATH")));
        assertThat(Checks.builtIn(file(text), known).findings())
                .extracting(Finding::message)
                .containsExactly("the variable '$other' is not defined");
        assertThat(builtIn(text)).isEmpty();
    }

    @Test
    void text_for_people_shows_the_lines() {
        Dockerfile file = file("FROM scratch\nCMD x\n");
        List<Finding> findings = Checks.builtIn(file, LintSettings.usual()).findings();
        assertThat(WriteFindings.text(file, findings, false))
                .isEqualTo(
                        """
                        a b/Dockerfile:2: warning: JSONArgsRecommended: CMD in shell form: signals end at the shell, JSON form is better
                          1 |     FROM scratch
                          2 | >>> CMD x
                          hint: CMD and ENTRYPOINT are in JSON form, so that signals reach the program

                        1 warning
                        """);
        assertThat(WriteFindings.text(file, List.of(), true)).isEqualTo("no findings\n");
        assertThat(WriteFindings.lines(findings))
                .startsWith("a b/Dockerfile:2 JSONArgsRecommended warning: CMD in shell form");
    }

    @Test
    void json_and_sarif_say_the_same() {
        Dockerfile file = file("FROM scratch\nRUN sudo \\\n  x\n");
        List<Finding> findings = Checks.run(file, LintSettings.usual()).findings();
        Json.Arr json = (Json.Arr) JsonParser.parse(Text.bytes(WriteFindings.json(findings)));
        Json.Obj first = (Json.Obj) json.items().getFirst();
        assertThat(json.items()).hasSize(1);
        assertThat(first.text("code")).isEqualTo("DL3004");
        assertThat(first.text("level")).isEqualTo("error");
        assertThat(first.number("line")).contains(2L);
        Json.Obj sarif = JsonParser.parseObject(Text.bytes(WriteFindings.sarif(findings, "1.2")));
        assertThat(sarif.text("version")).isEqualTo("2.1.0");
        Json.Obj run = sarif.objects("runs").getFirst();
        assertThat(run.object("tool").object("driver").objects("rules"))
                .extracting(rule -> rule.text("id"))
                .containsExactly("DL3004");
        Json.Obj result = run.objects("results").getFirst();
        Json.Obj place = result.objects("locations").getFirst().object("physicalLocation");
        assertThat(place.object("artifactLocation").text("uri")).isEqualTo("a%20b/Dockerfile");
        assertThat(place.object("region").number("endLine")).contains(3L);
    }

    @Test
    void what_another_program_says_about_commands_is_placed_and_may_be_ignored() {
        String text =
                "FROM a:1\nENV X=1\nRUN echo $1\n# hadolint ignore=SC2086\nRUN [\"x\"]\nRUN <<E\nb\nE\n";
        ShellChecker fake =
                scripts -> {
                    assertThat(scripts).extracting(ShellChecker.Script::shell).containsOnly("sh");
                    assertThat(scripts.getFirst().text())
                            .contains("export X=1\n")
                            .endsWith("echo $1");
                    return List.of(
                            new ShellChecker.Remark(1, "SC9", Severity.INFO, "b is \u001b wrong"));
                };
        assertThat(
                        Checks.run(
                                        file(text),
                                        LintSettings.usual().skipping(Set.of("DL3059")),
                                        fake)
                                .findings())
                .extracting(finding -> finding.at().first() + finding.rule() + finding.message())
                .containsExactly("6SC9b is \\x1b wrong");
    }

    @Test
    void shellcheck_of_this_host() {
        String path = System.getenv("PATH");
        ShellChecker checker = Shellcheck.find(path == null ? "" : path);
        assumeThat(checker != ShellChecker.NONE).as("shellcheck is not installed").isTrue();
        String text = "FROM a:1\nARG OK\nRUN echo \"$OK\"\nUSER 1\nRUN echo $1 \u00c3\u00a9\n";
        assertThat(Checks.run(file(text), LintSettings.usual(), checker).findings())
                .extracting(finding -> finding.rule() + ":" + finding.at().first())
                .containsExactly("SC2086:5");
        assertThat(Shellcheck.find("")).isSameAs(ShellChecker.NONE);
    }

    @Test
    void B21_large_files_are_checked_soon() {
        String stages = "FROM scratch AS s\nRUN a | b\n".repeat(10_000);
        String words = "FROM a\nRUN apt-get install -y " + "x ".repeat(50_000) + "\n";
        StringBuilder chain = new StringBuilder("FROM scratch AS s0\nCMD x\n");
        StringBuilder variables = new StringBuilder("FROM scratch\n");
        for (int i = 1; i < 5_000; i++) {
            chain.append("FROM s").append(i - 1).append(" AS s").append(i).append("\nENV v");
            chain.append(i).append("=$u\nRUN pip install x\nCMD x\n");
            variables.append("ARG a").append(i).append("=$a").append(i - 1).append("$a\n");
        }
        String commands = "FROM a\nRUN " + "apt-get update;".repeat(50_000) + "\n";
        String nested = "FROM a\nRUN " + "echo $(".repeat(50_000) + "\n";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    for (String text :
                            List.of(
                                    stages,
                                    words,
                                    nested,
                                    chain.toString(),
                                    variables.toString(),
                                    commands)) {
                        assertThat(Checks.run(file(text), LintSettings.usual()).findings())
                                .isNotEmpty();
                    }
                });
    }
}
