package dev.jong.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Site;
import dev.jong.testkit.ScriptedRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What `jong login` asks at a terminal.
@Tag("root")
class LoginTerminalTest {
    private Site site;
    private ScriptedRegistry registry;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
        registry = ScriptedRegistry.open().wanting("me", "s3cret");
    }

    @AfterEach
    void close() {
        registry.close();
        site.close();
    }

    @Test
    void user_and_password_are_asked_for_and_the_password_is_not_shown() {
        try (Terminal terminal = Terminal.jong(site, login())) {
            terminal.shows("Username: ")
                    .type("mx\u007fe\n")
                    .shows("Password: ")
                    .type("s3cret\nahead");
            assertThat(terminal.code()).isZero();
            assertThat(terminal.screen()).contains("Login Succeeded").doesNotContain("s3cret");
        }
    }

    @Test
    void whoever_gives_up_has_the_terminal_as_before() {
        String script =
                "stty -g; " + String.join(" ", command()) + "; echo code-$?; stty -g; echo end";
        try (Terminal terminal = Terminal.of(site, List.of("/bin/sh", "-c", script))) {
            terminal.shows("Username: ")
                    .type("me\n")
                    .shows("Password: ")
                    .type("s3c\u0003")
                    .shows("end");
            assertThat(terminal.screen()).contains("code-130").doesNotContain("s3c");
            List<String> settings =
                    terminal.screen()
                            .lines()
                            .map(String::strip)
                            .filter(l -> l.matches("[0-9a-f:]{40,}"))
                            .toList();
            assertThat(settings).hasSize(2);
            assertThat(settings.get(0)).isEqualTo(settings.get(1));
        }
    }

    private String[] login() {
        return new String[] {
            "login", "--authfile", site.work() + "/auth.json", registry.authority()
        };
    }

    private List<String> command() {
        List<String> command = new java.util.ArrayList<>(List.of(site.program()));
        command.addAll(List.of(login()));
        return command;
    }
}
