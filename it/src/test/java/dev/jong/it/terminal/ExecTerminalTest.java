package dev.jong.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Commands with a terminal in containers that run.
@Tag("root")
class ExecTerminalTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        site.succeeds("run", "-d", "--name", "web", "box", "sleep", "1000");
    }

    @AfterEach
    void close() {
        site.succeeds("rm", "-f", "web");
        site.close();
    }

    @Test
    void it_has_a_terminal_of_the_container_s_own_with_the_caller_s_size() {
        try (Terminal terminal = Terminal.jong(site, "exec", "-it", "web", "sh")) {
            terminal.type("test -t 0 -a -t 1 -a -t 2 && tty; stty size; echo done-$((1+1))\n")
                    .shows("/dev/pts/0")
                    .shows("24 80")
                    .shows("done-2");
            terminal.resize(100, 40);
            terminal.type("sleep 0.2; stty size\n").shows("40 100");
            terminal.type("exit 6\n");
            assertThat(terminal.code()).isEqualTo(6);
        }
    }

    @Test
    void it_belongs_to_the_user() {
        try (Terminal terminal = Terminal.jong(site, "exec", "-it", "-u", "alice", "web", "sh")) {
            terminal.type("stat -c %U-owns $(tty); echo re-opened > $(tty)\n")
                    .shows("alice-owns")
                    .shows("re-opened");
            terminal.type("exit\n");
            assertThat(terminal.code()).isZero();
        }
    }

    @Test
    void ctrl_c_reaches_the_command_and_not_the_front() {
        String script =
                "trap 'echo caught-$((1+1)); exit 3' INT; echo ready; while :; do sleep 0.1; done";
        try (Terminal terminal = Terminal.jong(site, "exec", "-it", "web", "sh", "-c", script)) {
            terminal.shows("ready").type("\003").shows("caught-2");
            assertThat(terminal.code()).isEqualTo(3);
        }
    }

    @Test
    void the_detach_keys_leave_it_running() {
        try (Terminal terminal =
                Terminal.jong(
                        site,
                        "exec",
                        "-it",
                        "--detach-keys",
                        "ctrl-a,d",
                        "web",
                        "sh",
                        "-c",
                        "echo up-$((1+1)); sleep 1019")) {
            terminal.shows("up-2").type("\001d");
            assertThat(terminal.code()).isZero();
        }
        assertThat(site.succeeds("exec", "web", "sh", "-c", "cat /proc/[0-9]*/cmdline").text())
                .contains("1019");
    }

    @Test
    void its_end_is_seen_when_the_container_ends() {
        try (Terminal terminal = Terminal.jong(site, "exec", "-it", "web", "sh")) {
            terminal.type("echo up-$((1+1))\n").shows("up-2");
            site.succeeds("kill", "web");
            assertThat(terminal.code()).isEqualTo(137);
        }
        Await.that(
                () -> site.jong("exec", "web", "true").err().contains("is not running"),
                "the container has ended");
    }

    @Test
    void a_terminal_that_is_not_there_is_one_clear_error() {
        Result result = site.jong("exec", "-it", "web", "true");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err()).startsWith("jong: the input device is not a TTY\n");
    }
}
