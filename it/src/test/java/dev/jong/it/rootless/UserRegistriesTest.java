package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.testkit.ScriptedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Registries, copies and the room that images take, for a user without privileges who has a range of ids.
@Tag("root")
class UserRegistriesTest {
    private static final String SECRET = "correct-horse-battery";

    private final Account account = Account.withRange();
    private final Site site = Site.open(account);
    private final ScriptedRegistry registry = ScriptedRegistry.open();

    @BeforeEach
    void open() {
        assertThat(site.store()).isNotNull();
    }

    @AfterEach
    void close() {
        registry.close();
        try {
            site.close();
        } finally {
            account.close();
        }
    }

    @Test
    void what_is_pushed_after_a_login_comes_back_and_runs_with_its_owners() throws Exception {
        registry.wanting("me", SECRET);
        String remote = registry.authority() + "/team/box:1";
        Result refused = site.jong("push", "box", remote);
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("hint: log in with: jong login " + registry.authority());
        Result login =
                site.command("login", "-u", "me", "--password-stdin", registry.authority())
                        .input(SECRET)
                        .finish();
        assertThat(login.code()).as(login.toString()).isZero();
        assertThat(stat("%u %a", site.folder().resolve(".docker/config.json")))
                .isEqualTo(account.uid() + " 600");
        String id = site.succeeds("images", "-q", "--no-trunc", "box").line();
        site.succeeds("push", "-q", "box", remote);
        site.succeeds("rmi", "-f", id);
        site.succeeds("pull", "-q", remote);
        assertThat(site.succeeds("images", "-q", "--no-trunc").line()).isEqualTo(id);
        assertThat(site.succeeds("run", "--rm", remote, "stat", "-c", "%u", "/bin").line())
                .isEqualTo("0");
        assertThat(site.succeeds("tags", registry.authority() + "/team/box").line()).isEqualTo("1");
        site.succeeds("logout", registry.authority());
        assertThat(site.jong("pull", remote).err()).contains("jong login " + registry.authority());
    }

    @Test
    void a_copy_to_a_directory_belongs_to_the_caller_and_is_read_by_others() {
        String layout = site.work() + "/layout";
        String digest = site.succeeds("copy", "-q", "store:box", "oci:" + layout + ":1").line();
        assertThat(stat("%u", Path.of(layout, "index.json"))).isEqualTo("" + account.uid());
        String remote = "docker://" + registry.authority() + "/box:2";
        assertThat(site.succeeds("copy", "-q", "oci:" + layout + ":1", remote).line())
                .isEqualTo(digest);
        String file = "oci-archive:" + site.work() + "/box.tar:1";
        assertThat(site.succeeds("copy", "-q", remote, file).line()).isEqualTo(digest);
        assertThat(stat("%u", site.work().resolve("box.tar"))).isEqualTo("" + account.uid());
        assertThat(site.succeeds("copy", "-q", file, "store:again:1").line()).isEqualTo(digest);
        assertThat(site.succeeds("run", "--rm", "again:1", "true").code()).isZero();
    }

    @Test
    void a_limit_evicts_what_was_used_longest_ago() throws Exception {
        Path noise = site.work().resolve("noise");
        for (int image = 1; image <= 3; image++) {
            Shell.script(
                    site.work(),
                    "head -c 3000000 /dev/urandom > noise; tar -cf n.tar noise; chmod 644 n.tar");
            site.succeeds("import", site.work() + "/n.tar", "noise:" + image);
        }
        Files.delete(noise);
        site.succeeds("run", "--rm", "box", "true");
        site.succeeds("--store-limit", "20m", "import", site.work() + "/n.tar", "last:1");
        assertThat(site.succeeds("images", "--format", "{{.Repository}}:{{.Tag}}").lines())
                .contains("last:1", "box:latest")
                .doesNotContain("noise:1");
    }

    @Test
    void what_takes_room_is_counted_explained_and_pruned() {
        site.succeeds("create", "--name", "kept", "box", "true");
        site.succeeds("tag", "box", "other:1");
        assertThat(site.succeeds("system", "df", "--format", "{{.Type}} {{.TotalCount}}").lines())
                .contains("Images 1", "Containers 1");
        assertThat(site.succeeds("df", "--why", "other:1").text()).contains("box:latest");
        assertThat(site.jong("rmi", "box", "other:1").code()).isNotZero();
        site.succeeds("system", "prune", "-af");
        assertThat(site.succeeds("ps", "-aq").out()).isEmpty();
        assertThat(site.succeeds("images", "-q").out()).isEmpty();
        assertThat(site.succeeds("system", "df", "--format", "{{.TotalCount}}").lines())
                .containsOnly("0");
        assertThat(Shell.run("ls", site.store().resolve("layers").toString())).isEmpty();
    }

    private static String stat(String format, Path file) {
        return Shell.run("stat", "-c", format, file.toString()).strip();
    }
}
