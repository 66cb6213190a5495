package dev.jong.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that stop, continue and end programs. The first tests run on the host as well: a shell in a container behaves
/// as the same shell does there.
@Tag("root")
class JobControlTest {
    private static final String CTRL_C = "\003";
    private static final String CTRL_Z = "\032";
    private static final String CTRL_BACKSLASH = "\034";

    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "container", "init"})
    void a_job_is_stopped_brought_back_and_ended(String where) {
        try (Terminal terminal = shell(where)) {
            terminal.type("sleep 1000; echo left-$((1+1))\n")
                    .type(CTRL_Z)
                    .shows("left-2")
                    .type("jobs | grep -c Stopped; fg\n")
                    .type(CTRL_C)
                    .type("echo code-$?-$((2+2))\n")
                    .shows("code-130-4")
                    .type("exit 6\n");
            assertThat(terminal.code()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "container", "init"})
    void a_stopped_job_goes_on_in_the_background(String where) {
        try (Terminal terminal = shell(where)) {
            terminal.type("sh -c 'sleep 1; echo through-$((1+2))'\n")
                    .type(CTRL_Z)
                    .type("bg; echo prompt-$((2+3))\n")
                    .shows("prompt-5")
                    .shows("through-3")
                    .type("wait; exit 7\n");
            assertThat(terminal.code()).isEqualTo(7);
        }
    }

    /// A stopped process takes a signal only when it goes on, so for the shell the job is there still: it ends at the
    /// second `exit`, in a container as on the host.
    @ParameterizedTest
    @ValueSource(strings = {"host", "container"})
    void a_shell_with_a_stopped_job_ends_at_the_second_exit(String where) {
        try (Terminal terminal = shell(where)) {
            terminal.type("sleep 1000\n")
                    .type(CTRL_Z)
                    .type("kill %1\n")
                    .type("exit 5\n")
                    .shows("You have stopped jobs.")
                    .type("exit 5\n");
            assertThat(terminal.code()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "container"})
    void a_stopped_job_that_was_continued_and_killed_does_not_hold_the_shell(String where) {
        try (Terminal terminal = shell(where)) {
            terminal.type("sleep 1000\n")
                    .type(CTRL_Z)
                    .type("kill %1; fg; echo code-$?-$((3+3))\n")
                    .shows("code-143-6")
                    .type("exit 4\n");
            assertThat(terminal.code()).isEqualTo(4);
        }
    }

    @Test
    void ctrl_backslash_quits_the_program_in_front_only() {
        try (Terminal terminal = shell("container")) {
            terminal.type("sleep 1000\n")
                    .type(CTRL_BACKSLASH)
                    .type("echo code-$?-$((2+2))\n")
                    .shows("code-131-4")
                    .type("exit\n");
            assertThat(terminal.code()).isZero();
        }
    }

    @Test
    void a_front_that_is_stopped_gives_the_terminal_back_and_takes_it_again() {
        try (Terminal terminal = shell("container")) {
            terminal.type("echo up-$((1+1))\n").shows("up-2");
            String raw = terminal.settings();
            Shell.run("kill", "-TSTP", Long.toString(terminal.pid()));
            Await.that(() -> !terminal.settings().equals(raw), "the terminal is as it was");
            Shell.run("kill", "-CONT", Long.toString(terminal.pid()));
            Await.that(() -> terminal.settings().equals(raw), "the terminal is raw again");
            terminal.type("exit 3\n");
            assertThat(terminal.code()).isEqualTo(3);
        }
    }

    @Test
    void a_new_size_reaches_a_job_that_was_stopped_meanwhile() {
        String script =
                "trap 'echo size $(stty size)' WINCH; trap 'echo on-$((2+2))' CONT; while :; do sleep 0.1; done";
        try (Terminal terminal = shell("container")) {
            terminal.type("sh -c \"" + script.replace("$", "\\$") + "\"\n").type(CTRL_Z);
            terminal.resize(101, 41);
            terminal.type("stty size; echo read-$((1+1))\n").shows("41 101").shows("read-2");
            terminal.type("fg\n").shows("on-4");
            terminal.resize(102, 42);
            terminal.shows("size 42 102").type(CTRL_C).type("exit 2\n");
            assertThat(terminal.code()).isEqualTo(2);
        }
    }

    @Test
    void keys_that_only_begin_like_the_detach_keys_reach_the_program() {
        try (Terminal terminal =
                Terminal.jong(
                        site,
                        "run",
                        "--rm",
                        "-it",
                        "box",
                        "sh",
                        "-c",
                        "stty raw -echo; echo ready; cat -v")) {
            terminal.shows("ready").type("\020x\020").type("y\020\020z\n").shows("^Px^Py^P^Pz");
            terminal.type("\020").type("\021");
            assertThat(terminal.code()).isZero();
        }
        String id = site.succeeds("ps", "-q").line();
        site.succeeds("rm", "-f", id);
    }

    @Test
    void the_detach_keys_leave_a_stopped_job_in_its_container() {
        try (Terminal terminal = Terminal.jong(site, "run", "-it", "--name", "left", "box", "sh")) {
            terminal.type("sleep 1009\n").type(CTRL_Z).type("echo one-$((1+1))\n").shows("one-2");
            terminal.type("\020\021");
            assertThat(terminal.code()).isZero();
        }
        assertThat(site.succeeds("inspect", "--format", "{{.State.Status}}", "left").line())
                .isEqualTo("running");
        assertThat(stopped("sleep\0001009\0")).isTrue();
        site.succeeds("rm", "-f", "left");
    }

    private static boolean stopped(String commandLine) {
        return ProcessHandle.allProcesses()
                .filter(process -> EngineProcess.commandLine(process.pid()).equals(commandLine))
                .anyMatch(process ->
                        Shell.run("ps", "-o", "stat=", "-p", "" + process.pid()).startsWith("T"));
    }

    /// A shell that takes commands: what is typed before would be for the terminal of whoever starts it.
    private Terminal shell(String where) {
        Terminal terminal =
                switch (where) {
                    case "host" -> Terminal.of(site, List.of("/bin/busybox", "sh"));
                    case "init" -> Terminal.jong(site, "run", "--rm", "-it", "--init", "box", "sh");
                    default -> Terminal.jong(site, "run", "--rm", "-it", "box", "sh");
                };
        return terminal.type("echo ready-$((0+0))\n").shows("ready-0");
    }
}
