package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Owners of what goes into, out of and beside containers of ordinary users that have other ids than the user's.
@Tag("root")
class UserIdFilesTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.withRange());
    }

    @AfterAll
    static void close() {
        Ids.close(site);
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "-v", "one");
        site.jong("rmi", "-f", "made");
        Shell.script(site.work(), "rm -rf ./*");
    }

    private static String inside(String script) {
        return String.join(
                " ", site.succeeds("exec", "-u", "0", "one", "sh", "-c", script).lines());
    }

    private static void container(String users, boolean running) {
        site.succeeds(
                "run",
                "-d",
                "--name",
                "one",
                "--userns",
                users,
                "-v",
                "data:/data",
                "box",
                "sleep",
                "1000");
        inside("touch /own /data/own; chown 5:6 /own /data/own");
        if (!running) {
            site.succeeds("stop", "-t", "0", "one");
        }
    }

    @ParameterizedTest
    @CsvSource({"keep-id, true", "keep-id, false", "auto, true", "auto, false", "nomap, true"})
    void U05_what_is_copied_in_belongs_to_ids_of_the_container(String users, boolean running) {
        site.file("one", "x\n");
        container(users, running);
        site.succeeds("cp", "one", "one:/usual");
        site.succeeds("cp", "--chown", "7:8", "one", "one:/chosen");
        site.succeeds("cp", "one", "one:/data/usual");
        if (!running) {
            site.succeeds("start", "one");
        }
        assertThat(inside("stat -c %u:%g /usual /chosen /data/usual")).isEqualTo("0:0 7:8 0:0");
    }

    @ParameterizedTest
    @CsvSource({"keep-id, true", "keep-id, false", "auto, true", "auto, false"})
    void what_it_has_changed_is_told_stored_and_packed_with_its_own_ids(
            String users, boolean running) throws Exception {
        container(users, running);
        String packed = site.program() + " cp one:/ - | tar tvf - --numeric-owner own data/own";
        assertThat(site.host("sh", "-c", packed).finish().text().split(" 5/6 ")).hasSize(3);
        assertThat(site.succeeds("diff", "one").lines())
                .contains("A /own")
                .doesNotContain("C /bin", "C /home");
        site.succeeds("commit", "one", "made");
        assertThat(site.succeeds("run", "--rm", "made", "stat", "-c", "%u:%g", "/own").line())
                .isEqualTo("5:6");
        Path archive = site.work().resolve("one.tar");
        site.succeeds("export", "-o", archive.toString(), "one");
        assertThat(Shell.script(site.work(), "tar tvf one.tar --numeric-owner own"))
                .contains(" 5/6 ");
    }
}
