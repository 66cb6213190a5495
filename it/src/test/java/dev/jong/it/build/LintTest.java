package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong lint` and its settings.
@Tag("root")
class LintTest {
    private Site site;
    private Path settings;

    @BeforeEach
    void open() throws IOException {
        site = Site.empty(Account.root());
        settings = site.work().resolve(".hadolint.yaml");
        Files.writeString(
                site.work().resolve("Dockerfile"), "FROM debian\nRUN cd /x && sudo true\n");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Result lint(String... options) {
        String[] command = new String[options.length + 3];
        command[0] = "lint";
        command[1] = "--no-shellcheck";
        command[2] = "--format=lines";
        System.arraycopy(options, 0, command, 3, options.length);
        return site.jong(command);
    }

    @Test
    void a_settings_file_beside_the_caller_holds() throws Exception {
        assertThat(lint().out()).isNotEmpty();
        assertThat(lint().text()).contains("DL3004", "DL3006", "DL3003");
        Files.writeString(
                settings,
                "ignored: [DL3003]\noverride:\n  info: [DL3004]\n  error: [DL3006]\n"
                        + "failure-threshold: error\ntrustedRegistries: [quay.io]\n");
        Result found = lint();
        assertThat(found.code()).isEqualTo(1);
        assertThat(found.text())
                .contains("DL3004 info", "DL3006 error", "DL3026")
                .doesNotContain("DL3003");
        assertThat(lint("--ignore", "DL3006,DL3026").code()).isZero();
        assertThat(lint("-t", "none").code()).isZero();
    }

    @Test
    void comments_turn_rules_off_unless_nobody_wants_that() throws Exception {
        Files.writeString(
                site.work().resolve("Dockerfile"),
                "FROM debian:13\n# hadolint ignore=DL3004,DL3002\nRUN sudo true\n");
        assertThat(lint().text()).doesNotContain("DL3004");
        assertThat(lint("--disable-ignore-pragma").text()).contains("DL3004");
    }

    @Test
    void settings_that_are_wrong_are_named() throws Exception {
        Files.writeString(settings, "ignore: DL3000\n");
        Result result = lint();
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err()).contains(".hadolint.yaml", "no setting ignore");
        Path other = Files.writeString(site.work().resolve("other"), "no-fail: true\n");
        assertThat(lint("-c", other.toString()).code()).isZero();
        assertThat(lint("-c", "missing").err()).contains("there is no file");
        assertThat(lint("-c", other.toString(), "--enable", "DL9999").err())
                .contains("no such rule");
    }
}
