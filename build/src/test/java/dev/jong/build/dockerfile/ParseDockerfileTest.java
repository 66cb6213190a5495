package dev.jong.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.dockerfile.Instruction.Add;
import dev.jong.build.dockerfile.Instruction.Arg;
import dev.jong.build.dockerfile.Instruction.Argument;
import dev.jong.build.dockerfile.Instruction.Cmd;
import dev.jong.build.dockerfile.Instruction.Copy;
import dev.jong.build.dockerfile.Instruction.Env;
import dev.jong.build.dockerfile.Instruction.HealthCheck;
import dev.jong.build.dockerfile.Instruction.Label;
import dev.jong.build.dockerfile.Instruction.OnBuild;
import dev.jong.build.dockerfile.Instruction.Pair;
import dev.jong.build.dockerfile.Instruction.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParseDockerfileTest {
    private static Dockerfile parse(String text) {
        return ParseDockerfile.parse("Dockerfile", Text.bytes(text));
    }

    private static <T extends Instruction> T only(Class<T> type, String text) {
        Dockerfile file = parse("FROM scratch\n" + text);
        assertThat(file.stages()).hasSize(1);
        assertThat(file.stages().getFirst().instructions()).hasSize(1);
        return type.cast(file.stages().getFirst().instructions().getFirst());
    }

    private static String shell(CommandLine command) {
        return ((CommandLine.Shell) command).text();
    }

    @Test
    void lines_go_on_over_comments_and_empty_lines() {
        Run run = only(Run.class, "run a \\\n  # no\n\n\t&& b \\  \n  c\\\\\n");
        assertThat(shell(run.command())).isEqualTo("a \t&& b   c\\\\");
        assertThat(run.origin()).isEqualTo(new Origin("Dockerfile", 2, 6, "run a \t&& b   c\\\\"));
    }

    @Test
    void byte_order_mark_crlf_and_a_backtick() {
        Dockerfile file =
                parse(
                        "\u00ef\u00bb\u00bf# escape = `\r\n# SYNTAX=docker/dockerfile:1\r\nFROM scratch\r\n"
                                + "RUN a `\r\n b\\\r\n");
        assertThat(file.directives())
                .isEqualTo(Map.of("escape", "`", "syntax", "docker/dockerfile:1"));
        assertThat(file.escape()).isEqualTo('`');
        Run run = (Run) file.stages().getFirst().instructions().getFirst();
        assertThat(shell(run.command())).isEqualTo("a  b\\");
    }

    @Test
    void directives_end_at_the_first_other_line() {
        assertThat(
                        parse("#!/usr/bin/env x\n# check=error=true\n# a=b\n# escape=`\nFROM a")
                                .directives())
                .isEqualTo(Map.of("check", "error=true"));
        assertThatThrownBy(() -> parse("# escape=x\nFROM a"))
                .hasMessageStartingWith("Dockerfile:1: ");
        assertThatThrownBy(() -> parse("# syntax=a\n#syntax=b\nFROM a"))
                .hasMessageContaining("twice");
    }

    @Test
    void stages_and_what_stands_before_them() {
        Dockerfile file =
                parse(
                        "ARG A=1 B\nFROM --platform=$BUILDPLATFORM a:$A as Build.x\nCMD x\nFROM b@sha256:1");
        assertThat(file.globals().getFirst().arguments())
                .containsExactly(
                        new Argument("A", Optional.of("1")), new Argument("B", Optional.empty()));
        assertThat(file.stages()).extracting(Stage::name).containsExactly("build.x", "1");
        assertThat(file.stages().getFirst().from().platform()).isEqualTo("$BUILDPLATFORM");
        assertThat(file.stages().getFirst().from().image()).isEqualTo("a:$A");
    }

    @Test
    void here_documents_of_run() {
        Run run = only(Run.class, "RUN <<EOF\necho $a\n\tb\nEOF\n");
        assertThat(run.documents())
                .containsExactly(new Heredoc("EOF", true, false, "echo $a\n\tb\n"));
        assertThat(ShellText.of((CommandLine.Shell) run.command(), run.documents()))
                .isEqualTo("echo $a\n\tb\n");
        assertThat(run.origin().last()).isEqualTo(5);
        Run two = only(Run.class, "RUN cat <<-'A' 3<<\"B C\" >/x && \\\n true\n\ta\n\tA\nb\nB C\n");
        assertThat(two.documents())
                .containsExactly(
                        new Heredoc("A", false, true, "a\n"),
                        new Heredoc("B C", false, false, "b\n"));
        assertThat(ShellText.of((CommandLine.Shell) two.command(), two.documents()))
                .isEqualTo("cat <<-'A' 3<<\"B C\" >/x &&  true\na\nA\nb\nB C");
    }

    @Test
    void what_only_looks_like_a_here_document() {
        assertThat(only(Run.class, "RUN cat <<<word $((1<<2))").documents()).isEmpty();
        assertThat(only(Run.class, "RUN [\"cat\", \"<<EOF\"]").documents()).isEmpty();
        assertThat(only(Cmd.class, "CMD cat <<EOF").command())
                .isInstanceOf(CommandLine.Shell.class);
    }

    @Test
    void here_documents_of_copy_and_onbuild() {
        Copy copy = only(Copy.class, "COPY --chmod=0755 a <<x <<\"y\" b /dest/\n1\nx\n2\ny\n");
        assertThat(copy.sources()).containsExactly("a", "b");
        assertThat(copy.documents())
                .containsExactly(
                        new Heredoc("x", true, false, "1\n"),
                        new Heredoc("y", false, false, "2\n"));
        assertThat(copy.destination()).isEqualTo("/dest/");
        OnBuild later = only(OnBuild.class, "ONBUILD  RUN <<EOF\necho\nEOF");
        assertThat(later.text()).isEqualTo("RUN <<EOF\necho\nEOF");
        assertThat(((Run) ParseDockerfile.trigger("base", later.text())).documents())
                .isEqualTo(((Run) later.trigger()).documents());
    }

    @Test
    void flags_of_copy_and_add() {
        Copy copy =
                only(
                        Copy.class,
                        "copy --from=base --chown='a b' --link --parents=TRUE --exclude=x --exclude=y [\"a b\", \"c\"]");
        assertThat(copy.flags())
                .isEqualTo(
                        new Instruction.CopyFlags(
                                "base", "a b", "", true, true, List.of("x", "y")));
        assertThat(copy.sources()).containsExactly("a b");
        Add add =
                only(
                        Add.class,
                        "ADD --keep-git-dir --unpack=false --checksum=sha256:1 -- https://x /y");
        assertThat(add.keepGitDirectory()).isEqualTo("true");
        assertThat(add.unpack()).isEqualTo("false");
        assertThat(add.checksum()).isEqualTo("sha256:1");
    }

    @Test
    void mounts_of_run() {
        Run run =
                only(
                        Run.class,
                        "RUN --mount=type=cache,dst=/a,ro,sharing=LOCKED --mount='\"src=a,b\",target=/c' "
                                + "--mount=type=secret,source=k,required --network=none --security=insecure"
                                + " --device=x make");
        assertThat(run.mounts())
                .containsExactly(
                        new RunMount(
                                "cache",
                                Map.of("target", "/a", "readonly", "true", "sharing", "locked")),
                        new RunMount("bind", Map.of("source", "a,b", "target", "/c")),
                        new RunMount("secret", Map.of("id", "k", "required", "true")));
        assertThat(run.network()).isEqualTo("none");
        assertThat(run.security()).isEqualTo("insecure");
        assertThat(run.devices()).containsExactly("x");
    }

    @Test
    void json_that_is_none_is_for_the_shell() {
        assertThat(only(Cmd.class, "CMD [ \"a\", \"\\u00e9\" ]").command())
                .isEqualTo(new CommandLine.Exec(List.of("a", Text.utf8("\u00e9"))));
        assertThat(only(Cmd.class, "CMD ['a']").command())
                .isEqualTo(new CommandLine.Shell("['a']"));
        assertThat(only(Cmd.class, "CMD").command()).isEqualTo(new CommandLine.Exec(List.of()));
        assertThatThrownBy(() -> only(Cmd.class, "CMD [1]")).hasMessageContaining("strings");
    }

    @Test
    void pairs_in_both_forms_with_their_quotes() {
        assertThat(only(Env.class, "ENV a=\"b c\" d=e\\ f g='h' \\\n  i=").pairs())
                .containsExactly(
                        new Pair("a", "\"b c\"", false),
                        new Pair("d", "e\\ f", false),
                        new Pair("g", "'h'", false),
                        new Pair("i", "", false));
        assertThat(only(Label.class, "LABEL a  b = \"c\"").pairs())
                .containsExactly(new Pair("a", "b = \"c\"", true));
        assertThat(only(Arg.class, "ARG a=\"x y\" b c=").arguments())
                .containsExactly(
                        new Argument("a", Optional.of("\"x y\"")),
                        new Argument("b", Optional.empty()),
                        new Argument("c", Optional.of("")));
    }

    @Test
    void health_checks() {
        HealthCheck check =
                only(HealthCheck.class, "HEALTHCHECK --interval=1m30s --retries=3 cmd curl -f x");
        assertThat(check.options())
                .containsExactly(
                        new Pair("interval", "1m30s", false), new Pair("retries", "3", false));
        assertThat(check.command()).contains(new CommandLine.Shell("curl -f x"));
        assertThat(only(HealthCheck.class, "HEALTHCHECK none").command()).isEmpty();
    }

    @Test
    void B19_a_trigger_is_one_instruction() {
        assertThat(ParseDockerfile.trigger("trigger 1 of a", "USER x").origin().file())
                .isEqualTo("trigger 1 of a");
        assertThatThrownBy(() -> ParseDockerfile.trigger("trigger 1 of a", "USER x\nUSER root"))
                .isInstanceOf(JongException.class)
                .hasMessageStartingWith("trigger 1 of a:1: there is more than one instruction");
        assertThatThrownBy(() -> ParseDockerfile.trigger("t", "ONBUILD RUN x"))
                .hasMessageContaining("ONBUILD cannot have ONBUILD");
        assertThatThrownBy(() -> ParseDockerfile.trigger("t", "# x"))
                .hasMessageContaining("no instruction");
    }
}
