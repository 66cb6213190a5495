package dev.jong.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class TerminalTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void the_program_has_a_terminal_of_its_own_and_the_callers_is_raw_meanwhile() {
        try (Terminal terminal = Terminal.jong(site, "run", "--rm", "-it", "box", "sh")) {
            terminal.type("test -t 0 -a -t 1 -a -t 2 && tty; echo done-$((1+1))\n")
                    .shows("/dev/")
                    .shows("done-2");
            assertThat(Shell.run("stty", "-F", terminal.device(), "-a"))
                    .contains("-icanon")
                    .contains("-echo ")
                    .contains("-isig");
            terminal.type("exit 6\n");
            assertThat(terminal.code()).isEqualTo(6);
        }
    }

    @Test
    void the_callers_settings_are_back_afterwards() {
        String script =
                "stty -g; "
                        + site.program()
                        + " run --rm -t box true; echo; echo code-$?; stty -g; sleep 1000";
        try (Terminal terminal = Terminal.of(site, List.of("/bin/sh", "-c", script))) {
            terminal.shows("code-0");
            Await.that(() -> settings(terminal).size() == 2, "both settings");
            assertThat(settings(terminal).getFirst()).isEqualTo(settings(terminal).getLast());
        }
    }

    @Test
    void the_size_is_the_callers_and_follows_it() {
        String script =
                "trap 'echo changed to $(stty size); exit 4' WINCH; stty size; while :; do sleep 0.1; done";
        try (Terminal terminal =
                Terminal.jong(site, "run", "--rm", "-it", "box", "sh", "-c", script)) {
            terminal.shows("24 80").resize(100, 40);
            terminal.shows("changed to 40 100");
            assertThat(terminal.code()).isEqualTo(4);
        }
    }

    @Test
    void ctrl_c_reaches_the_program_and_not_the_front() {
        String script =
                "trap 'echo caught-$((1+1)); exit 3' INT; echo ready; while :; do sleep 0.1; done";
        try (Terminal terminal =
                Terminal.jong(site, "run", "--rm", "-it", "box", "sh", "-c", script)) {
            terminal.shows("ready").type("\003").shows("caught-2");
            assertThat(terminal.code()).isEqualTo(3);
        }
    }

    @Test
    void the_detach_keys_leave_the_container_running() {
        try (Terminal terminal = Terminal.jong(site, "run", "-it", "--name", "left", "box", "sh")) {
            String before = terminal.type("echo up-$((1+1))\n").shows("up-2").settings();
            terminal.type("\020\021");
            assertThat(terminal.code()).isZero();
            assertThat(terminal.settings())
                    .as("the terminal is no longer raw")
                    .isNotEqualTo(before);
        }
        assertThat(site.succeeds("inspect", "--format", "{{.State.Status}}", "left").line())
                .isEqualTo("running");
        assertThat(site.succeeds("stop", "-t", "1", "left").line()).isEqualTo("left");
        site.succeeds("rm", "left");
    }

    @Test
    void other_detach_keys_may_be_chosen() {
        try (Terminal terminal =
                Terminal.jong(
                        site,
                        "run",
                        "-it",
                        "--name",
                        "left",
                        "--detach-keys",
                        "ctrl-a,d",
                        "box",
                        "sh")) {
            terminal.type("echo up-$((1+1))\n").shows("up-2").type("\001d");
            assertThat(terminal.code()).isZero();
        }
        site.succeeds("rm", "-f", "left");
    }

    @Test
    void the_terminal_is_restored_after_the_front_was_told_to_end() {
        String script =
                "stty -g; "
                        + site.program()
                        + " run --name left -it box sh; echo; stty -g; sleep 1000";
        try (Terminal terminal = Terminal.of(site, List.of("/bin/sh", "-c", script))) {
            terminal.type("echo up-$((1+1))\n").shows("up-2");
            ProcessHandle front =
                    ProcessHandle.of(terminal.pid())
                            .orElseThrow()
                            .children()
                            .findFirst()
                            .orElseThrow();
            Shell.run("kill", "-HUP", Long.toString(front.pid()));
            Await.that(
                    () -> settings(terminal).size() == 2, "both settings in: " + terminal.screen());
            assertThat(settings(terminal).getFirst()).isEqualTo(settings(terminal).getLast());
        }
        assertThat(site.succeeds("inspect", "--format", "{{.State.Status}}", "left").line())
                .isEqualTo("running");
        site.succeeds("rm", "-f", "left");
    }

    @Test
    void a_terminal_that_is_not_there_is_one_clear_error() {
        Result result = site.jong("run", "--rm", "-it", "box", "true");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err())
                .isEqualTo(
                        "jong: the input device is not a TTY\nhint: leave -t out: -i alone passes input on\n");
    }

    private static List<String> settings(Terminal terminal) {
        return terminal.screen().lines().filter(line -> line.matches("[0-9a-f:]{40,}")).toList();
    }
}
