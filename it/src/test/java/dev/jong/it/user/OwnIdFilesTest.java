package dev.jong.it.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Owners of what goes into, out of and beside root's containers whose ids are not the host's.
@Tag("root")
class OwnIdFilesTest {
    private static final String OWNERS = "stat -c %u:%g ";

    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.writeString(
                tree.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nfive:x:5:6::/:/bin/sh\n");
        Files.createDirectories(tree.resolve("srv/deep"));
        site.image("users", tree);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "-v", "one");
        site.jong("rmi", "-f", "made");
        Shell.script(site.work(), "rm -rf ./*");
    }

    private static void container(boolean running, String... options) {
        var command = new java.util.ArrayList<>(java.util.List.of("create", "--name", "one"));
        command.addAll(java.util.List.of(options));
        command.addAll(java.util.List.of("users", "sleep", "1000"));
        site.succeeds(command.toArray(new String[0]));
        site.succeeds("start", "one");
        inside("touch /own; chown 5:6 /own");
        if (!running) {
            site.succeeds("stop", "-t", "0", "one");
        }
    }

    private static String inside(String script) {
        return String.join(" ", site.succeeds("exec", "one", "sh", "-c", script).lines());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void U05_what_is_copied_in_belongs_to_ids_of_the_container(boolean running) {
        Shell.script(
                site.work(),
                "mkdir -p src/sub bound; echo x > src/one; ln -s one src/link; chown -hR 5:6 src");
        container(running, "--userns", "auto", "-v", site.work().resolve("bound") + ":/bound");
        site.succeeds("cp", "src", "one:/srv/deep");
        site.succeeds("cp", "-a", "src", "one:/srv/as-it-was");
        site.succeeds("cp", "--chown", "five", "src/one", "one:/srv/chosen");
        site.succeeds("cp", "src/one", "one:/bound/file");
        if (!running) {
            site.succeeds("start", "one");
        }
        assertThat(inside(OWNERS + "/srv/deep/src /srv/deep/src/sub /srv/deep/src/link"))
                .isEqualTo("0:0 0:0 0:0");
        assertThat(inside(OWNERS + "/srv/as-it-was /srv/as-it-was/one /srv/as-it-was/link"))
                .isEqualTo("5:6 5:6 5:6");
        assertThat(inside(OWNERS + "/srv/chosen /bound/file")).isEqualTo("5:6 0:0");
        assertThat(Shell.script(site.work(), OWNERS + "bound/file")).doesNotContain("0:0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_copied_out_belongs_to_whom_the_container_sees(boolean running) throws Exception {
        Shell.script(site.work(), "mkdir bound; touch bound/file");
        container(running, "--userns", "auto", "-v", site.work().resolve("bound") + ":/bound");
        site.succeeds("cp", "-a", "one:/own", "kept");
        site.succeeds("cp", "one:/own", "given");
        assertThat(Shell.script(site.work(), OWNERS + "kept given")).isEqualTo("5:6\n0:0\n");
        site.succeeds("cp", "-a", "one:/bound", "out");
        assertThat(Shell.script(site.work(), OWNERS + "out/file")).isEqualTo("65534:65534\n");
        String packed = site.program() + " cp one:/ - | tar tvf - --numeric-owner own bound/file";
        assertThat(site.host("sh", "-c", packed).finish().text())
                .contains(" 5/6 ", " 65534/65534 ");
    }

    @Test
    void owners_that_the_container_lacks_are_refused() {
        Shell.script(site.work(), "touch file; chown 7777 file");
        container(true, "--uidmap", "0:700000:100");
        Result refused = site.jong("cp", "-a", "file", "one:/srv");
        assertThat(refused.code()).as(refused.toString()).isEqualTo(125);
        assertThat(refused.err()).contains("the container has no such user", "hint: --chown");
        site.succeeds("cp", "file", "one:/srv");
        assertThat(inside(OWNERS + "/srv/file")).isEqualTo("0:0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_it_has_changed_is_told_stored_and_packed_with_its_own_ids(boolean running) {
        container(running, "--userns", "auto:size=4000");
        assertThat(site.succeeds("diff", "one").lines()).containsExactly("A /own");
        site.succeeds("commit", "one", "made");
        site.succeeds("export", "-o", "one.tar", "one");
        assertThat(Shell.script(site.work(), "tar tvf one.tar --numeric-owner own"))
                .contains(" 5/6 ");
        assertThat(site.succeeds("run", "--rm", "made", "stat", "-c", "%u:%g", "/own").line())
                .isEqualTo("5:6");
    }
}
