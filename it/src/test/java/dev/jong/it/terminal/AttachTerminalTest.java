package dev.jong.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `attach` and `start -ai` for containers with a terminal.
@Tag("root")
class AttachTerminalTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.succeeds("rm", "-f", "shell");
        site.close();
    }

    @Test
    void a_terminal_is_left_and_taken_again() {
        site.succeeds("create", "-it", "--name", "shell", "box", "sh");
        try (Terminal first = Terminal.jong(site, "start", "-ai", "shell")) {
            first.type("echo up-$((1+1))\n").shows("up-2").type("\020\021");
            assertThat(first.code()).isZero();
        }
        try (Terminal second =
                Terminal.jong(site, "attach", "--detach-keys", "ctrl-a,d", "shell")) {
            second.type("echo again-$((1+1))\n").shows("again-2").type("\001d");
            assertThat(second.code()).isZero();
        }
        try (Terminal third = Terminal.jong(site, "attach", "shell")) {
            third.type("stty size\n").shows("24 80");
            third.resize(101, 33);
            third.type("stty size\n").shows("33 101").type("exit 6\n");
            assertThat(third.code()).isEqualTo(6);
            assertThat(third.screen()).as("nothing from before").doesNotContain("again-2");
        }
        assertThat(site.succeeds("logs", "shell").text()).contains("up-2", "again-2", "33 101");
    }

    @Test
    void two_sit_at_one_terminal() {
        site.succeeds("run", "-dit", "--name", "shell", "box", "sh");
        try (Terminal one = Terminal.jong(site, "attach", "shell");
                Terminal two = Terminal.jong(site, "attach", "shell")) {
            two.type("echo hello-$((1+1))\n").shows("hello-2");
            one.type("echo both-$((1+1))\n").shows("both-2");
            two.shows("both-2").type("exit 4\n");
            assertThat(one.code()).isEqualTo(4);
            assertThat(two.code()).isEqualTo(4);
        }
    }

    @Test
    void input_that_is_no_terminal_is_refused_for_one() {
        site.succeeds("run", "-dit", "--name", "shell", "box", "sh");
        assertThat(site.jong("attach", "shell").err()).contains("the input device is not a TTY");
    }
}
