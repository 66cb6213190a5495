package dev.jong.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Exit codes: the program's own, 128 and a signal, 125 for Jong, 126 and 127 for a program that can't run.
@Tag("root")
class ExitCodesTest {
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.writeString(tree.resolve("bin/plain"), "#!/bin/sh\ntrue\n");
        Shell.script(
                tree,
                "printf '#!/no/interpreter\\n' > bin/orphan; printf '\\177ELFnonsense' > bin/broken; "
                        + "printf 'no header\\n' > bin/headless; chmod 755 bin/orphan bin/broken bin/headless; chmod 644 bin/plain; "
                        + "ln -s loop bin/loop; mkdir private; cp bin/probe private; chmod 700 private");
        site.image("odd", tree);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void every_exit_code_of_the_program_is_passed_on() {
        for (int code = 0; code < 256; code++) {
            assertThat(
                            site.jong("run", "--rm", "box", "probe", "exit", Integer.toString(code))
                                    .code())
                    .isEqualTo(code);
        }
    }

    @Test
    void a_signal_gives_128_and_its_number() {
        for (int signal : new int[] {1, 2, 3, 6, 8, 9, 11, 13, 14, 15}) {
            String script = "probe signal " + signal + " & wait $!; exit $?";
            assertThat(site.jong("run", "--rm", "box", "sh", "-c", script).code())
                    .isEqualTo(128 + signal);
        }
        assertThat(site.jong("run", "--rm", "--init", "box", "probe", "signal", "11").code())
                .isEqualTo(128 + 11);
    }

    @Test
    void a_container_that_is_killed_gives_137() throws Exception {
        site.succeeds("run", "-d", "--name", "victim", "box", "probe", "wait");
        site.succeeds("kill", "victim");
        assertThat(site.succeeds("wait", "victim").line()).isEqualTo("137");
        site.succeeds("rm", "victim");
    }

    @Test
    void a_program_that_is_not_there_gives_127() {
        for (String program :
                new String[] {
                    "no-such-program",
                    "/no/such/program",
                    "./relative",
                    "/bin/orphan",
                    "/etc/passwd/x"
                }) {
            Result result = site.jong("run", "--rm", "odd", program);
            assertThat(result.code()).as(program + ": " + result).isEqualTo(127);
            assertThat(result.err())
                    .as(program)
                    .startsWith("jong: ")
                    .contains(program)
                    .doesNotContain("Exception");
        }
    }

    @Test
    void a_program_that_can_not_be_run_gives_126() {
        for (String program :
                new String[] {
                    "/bin/plain", "/etc", "/", "/bin/broken", "/bin/headless", "/bin/loop"
                }) {
            Result result = site.jong("run", "--rm", "odd", program);
            assertThat(result.code()).as(program + ": " + result).isEqualTo(126);
            assertThat(result.err()).as(program).startsWith("jong: ").contains(program);
        }
        assertThat(site.jong("run", "--rm", "-u", "alice", "odd", "/private/probe").code())
                .isEqualTo(126);
    }

    @Test
    void what_jong_can_not_do_gives_125() {
        String[][] lines = {
            {"run", "--no-such-option", "box"},
            {"run", "--rm", "no-such-image", "true"},
            {"run", "--rm", "--memory", "lots", "box", "true"},
            {"run", "--rm", "--cap-add", "NO_SUCH", "box", "true"},
            {"run", "--rm", "--rootfs", "/no/such/directory", "true"},
            {"run", "--rm", "--network", "no-such-network", "box", "true"},
            {"run", "--rm", "Not:A:Reference", "true"},
            {"run", "--rm"},
            {"run", "--rm", "box"}
        };
        for (String[] line : lines) {
            Result result = site.jong(line);
            assertThat(result.code()).as(String.join(" ", line) + ": " + result).isEqualTo(125);
            assertThat(result.err())
                    .isNotEmpty()
                    .doesNotContain("Exception")
                    .doesNotContain("at dev.jong");
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void without_an_engine_left_behind_the_codes_are_the_same() throws Exception {
        String[][] lines = {
            {"0", "true"},
            {"42", "probe", "exit", "42"},
            {"127", "no-such"},
            {"126", "/etc"},
            {"125", ""}
        };
        for (String[] line : lines) {
            String[] command = new String[2 + line.length];
            System.arraycopy(new String[] {"run", "--rm", "box"}, 0, command, 0, 3);
            System.arraycopy(line, 1, command, 3, line.length - 1);
            Result result = site.command(command).with("JONG_ENGINE", "off").finish();
            assertThat(result.code())
                    .as(String.join(" ", command) + ": " + result)
                    .isEqualTo(Integer.parseInt(line[0]));
        }
    }
}
