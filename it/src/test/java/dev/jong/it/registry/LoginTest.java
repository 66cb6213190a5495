package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.testkit.ScriptedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong login` and `logout`, and where the password goes: nowhere but to the registry and the file of credentials.
@Tag("root")
class LoginTest {
    private static final String SECRET = "correct-horse-battery";

    private Site site;
    private ScriptedRegistry registry;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
        registry = ScriptedRegistry.open().wanting("me", SECRET);
    }

    @AfterEach
    void close() {
        registry.close();
        site.close();
    }

    @Test
    void what_the_registry_takes_is_stored_and_used_until_logout() throws Exception {
        Result login = login(SECRET);
        assertThat(login.code()).as(login.toString()).isZero();
        assertThat(login.text()).isEqualTo("Login Succeeded\n");
        assertThat(login.err()).contains("WARNING! Your credentials are stored unencrypted in");
        assertThat(site.succeeds("login", "--get-login", registry.authority()).line())
                .isEqualTo("me");
        assertThat(Shell.run("stat", "-c", "%a", file().toString()).strip()).isEqualTo("600");
        assertThat(site.succeeds("login", registry.authority()).line())
                .isEqualTo("Login Succeeded");
        assertThat(site.succeeds("logout", registry.authority()).line())
                .isEqualTo("Removing login credentials for " + registry.authority());
        assertThat(site.succeeds("logout", registry.authority()).line())
                .isEqualTo("Not logged in to " + registry.authority());
        assertThat(Files.readString(file())).doesNotContain(registry.authority());
    }

    @Test
    void S03_a_refused_password_is_stored_nowhere_and_told_nowhere() throws Exception {
        Result wrong = login("wrong-" + SECRET);
        assertThat(wrong.code()).isEqualTo(125);
        Result typed =
                site.jong("login", "-u", "me", "-p", "wrong-" + SECRET, registry.authority());
        assertThat(typed.code()).isEqualTo(125);
        assertThat(typed.err()).contains("Using --password via the CLI is insecure");
        assertThat(wrong.toString() + typed).doesNotContain(SECRET);
        assertThat(Files.exists(file())).isFalse();
        Result found = site.host("grep", "-rl", SECRET, site.folder().toString()).finish();
        assertThat(found.text()).isEmpty();
    }

    @Test
    void S03_credentials_stay_out_of_output_and_log_also_when_other_commands_use_them()
            throws Exception {
        assertThat(login(SECRET).code()).isZero();
        Result tags = site.jong("tags", registry.authority() + "/missing");
        Result given =
                site.jong("tags", "--creds", "me:" + SECRET, registry.authority() + "/missing");
        assertThat(tags.toString() + given).doesNotContain(SECRET);
        Result found = site.host("grep", "-rl", SECRET, site.folder().toString()).finish();
        assertThat(found.text()).isEmpty();
    }

    @Test
    void a_credential_helper_keeps_what_the_file_then_does_not_have() throws Exception {
        helper("kept", site.directory("bin"), "cat > " + site.work() + "/kept");
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"credsStore\":\"kept\"}");
        Result login =
                site.command("login", "-u", "me", "--password-stdin", registry.authority())
                        .with("PATH", site.folder() + "/bin:/usr/bin:/bin")
                        .input(SECRET)
                        .finish();
        assertThat(login.code()).as(login.toString()).isZero();
        assertThat(login.err()).doesNotContain("unencrypted");
        assertThat(Files.readString(site.work().resolve("kept"))).contains(SECRET);
        assertThat(Files.readString(file())).isEqualTo("{\"credsStore\":\"kept\"}");
    }

    @Test
    void G17_a_helper_in_the_working_directory_is_not_run() throws Exception {
        helper("evil", site.work(), "touch " + site.folder() + "/work/was-here");
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"credsStore\":\"evil\"}");
        Result login =
                site.command("login", "-u", "me", "--password-stdin", registry.authority())
                        .with("PATH", ".::/usr/bin:/bin")
                        .input(SECRET)
                        .finish();
        assertThat(login.code()).isEqualTo(125);
        assertThat(login.err()).contains("docker-credential-evil");
        assertThat(Files.exists(site.work().resolve("was-here"))).isFalse();
    }

    @Test
    void without_a_terminal_and_a_password_it_says_what_to_do() {
        Result login = site.jong("login", registry.authority());
        assertThat(login.code()).isEqualTo(125);
        assertThat(login.err()).contains("hint: use --username and --password-stdin");
    }

    private Result login(String password) throws Exception {
        return site.command("login", "-u", "me", "--password-stdin", registry.authority())
                .input(password + "\n")
                .finish();
    }

    private Path file() {
        return site.folder().resolve(".docker/config.json");
    }

    private static void helper(String name, Path folder, String store) throws IOException {
        Path file = folder.resolve("docker-credential-" + name);
        Files.writeString(
                file,
                "#!/bin/sh\ncase $1 in get) echo credentials not found in native keychain; exit 1;; store) "
                        + store
                        + ";; esac\n");
        Shell.run("chmod", "755", file.toString());
    }
}
