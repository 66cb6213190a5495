package dev.jong.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.service.container.RunOptions.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentParserTest {
    private final RunLine line = new RunLine();

    private List<Variable> variables(String... args) {
        return line.with(args).process().environment();
    }

    @Test
    void a_value_is_everything_behind_the_first_equals_sign() {
        assertThat(variables("-e", "A=b=c", "-e", "EMPTY=", "-e", "Q=\"x\""))
                .containsExactly(
                        new Variable("A", "b=c", "-e"),
                        new Variable("EMPTY", "", "-e"),
                        new Variable("Q", "\"x\"", "-e"));
    }

    @Test
    void a_name_alone_takes_the_value_of_the_caller() {
        line.variable("HOME", "/home/u");

        assertThat(variables("-e", "HOME")).containsExactly(new Variable("HOME", "/home/u", "-e"));
    }

    @Test
    void a_name_alone_that_the_caller_has_not_takes_the_variable_away() {
        assertThat(variables("-e", "PATH")).containsExactly(new Variable("PATH", "", "-e", true));
    }

    @Test
    void O05_bytes_that_are_not_text_are_kept() {
        assertThat(variables("-e", "X=\u00ff\u0001").getFirst().value()).isEqualTo("\u00ff\u0001");
    }

    @Test
    void a_file_is_lines_of_names_and_values_without_quoting() {
        line.file(
                        "/home/u/env",
                        "# comment\n\n  A=1\nB=\"two words\"  \r\nC= x # y\nUSER\nNOBODY\n\t#x\nD=\u00e9")
                .variable("USER", "u");

        assertThat(variables("--env-file", "env"))
                .containsExactly(
                        new Variable("A", "1", "--env-file env:3"),
                        new Variable("B", "\"two words\"  ", "--env-file env:4"),
                        new Variable("C", " x # y", "--env-file env:5"),
                        new Variable("USER", "u", "--env-file env:6"),
                        new Variable("D", "\u00e9", "--env-file env:9"));
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_name() {
        line.file("/e", "\u00ef\u00bb\u00bfA=1");

        assertThat(variables("--env-file", "/e").getFirst().name()).isEqualTo("A");
    }

    @Test
    void options_override_files_wherever_they_stand() {
        line.file("/e", "A=file\nB=file");

        assertThat(variables("-e", "A=option", "--env-file", "/e"))
                .containsExactly(
                        new Variable("A", "option", "-e"),
                        new Variable("B", "file", "--env-file /e:2"));
    }

    @ParameterizedTest
    @CsvSource({"'A B=1',white space", "'A\t=1',white space", "=1,no name", "' =1',no name"})
    void a_bad_line_is_named_by_file_and_number(String bad, String why) {
        line.file("/e", "OK=1\n" + bad + "\n");

        assertThat(line.error("--env-file", "/e").text()).startsWith("/e:2: ").contains(why);
    }

    @Test
    void a_nul_byte_cannot_be_part_of_a_variable() {
        line.file("/e", "A=x\u0000y");

        assertThat(line.error("--env-file", "/e").text())
                .isEqualTo("/e:1: the line holds a NUL byte");
    }

    @Test
    void a_missing_file_is_named() {
        assertThat(line.error("--env-file", "none").text()).contains("/home/u/none");
    }

    @ParameterizedTest
    @CsvSource({"=x", "''"})
    void a_variable_without_a_name_is_refused(String text) {
        assertThat(line.error("-e", text).text())
                .contains("\"-e, --env\" flag: invalid environment variable");
    }

    @Test
    void labels_come_from_files_and_options_alike() {
        line.file("/l", "# c\nteam=web\nonly\n").variable("only", "not used");

        assertThat(
                        line.with("-l", "team=db", "--label-file", "/l", "-l", "x=1")
                                .identity()
                                .labels())
                .containsExactly(
                        java.util.Map.entry("team", "db"),
                        java.util.Map.entry("only", ""),
                        java.util.Map.entry("x", "1"));
        assertThat(line.error("-l", "=x").text()).contains("empty name");
        assertThat(line.error("--annotation", "").text()).contains("empty name");
    }
}
