package dev.jong.it.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Canary;
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

/// `jong cp` against a container that puts links in its way. `-Djong.rounds=20000` makes it long (`make nightly-cp`).
@Tag("root")
class CopyRaceTest {
    private static final int ROUNDS = Integer.getInteger("jong.rounds", 12);

    private static Site site;
    private static Canary canary;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
        canary = Canary.in(site.folder());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "one");
    }

    /// Copies that hold something of the host. Links are copied as links, and not followed here either.
    private static String secrets() {
        return Shell.script(site.work(), "grep -rl 'secret of' . || true");
    }

    private static String host() {
        return canary.path().resolve("etc").toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void V01_links_to_the_host_end_in_the_container(boolean running) throws Exception {
        site.succeeds(
                "run",
                "-d",
                "--name",
                "one",
                "box",
                "sh",
                "-c",
                "mkdir /x; ln -s "
                        + host()
                        + " /x/d; ln -s ../../../../../../../.."
                        + host()
                        + " /x/up;"
                        + " ln -s "
                        + host()
                        + "/passwd /x/file; ln -s /proc/1/root"
                        + host()
                        + " /x/magic;"
                        + " touch /ready; sleep 1000");
        dev.jong.it.harness.Await.that(
                () -> site.jong("exec", "one", "test", "-e", "/ready").code() == 0, "the links");
        if (!running) {
            site.succeeds("stop", "-t", "0", "one");
        }
        site.file("mine", "mine\n");
        for (String link : new String[] {"d", "up", "magic"}) {
            assertThat(site.jong("cp", "one:/x/" + link + "/passwd", "out").code()).isNotZero();
            assertThat(site.jong("cp", "mine", "one:/x/" + link + "/passwd").code()).isNotZero();
            assertThat(site.jong("cp", "mine", "one:/x/" + link + "/").code()).isNotZero();
        }
        assertThat(site.jong("cp", "-L", "one:/x/file", "out").code()).isNotZero();
        assertThat(site.jong("cp", "mine", "one:/x/file").code()).isNotZero();
        site.succeeds("cp", "one:/x", "tree");
        assertThat(secrets()).isEmpty();
        canary.check();
        Shell.script(site.work(), "rm -rf ./*");
    }

    @Test
    void V01_a_parent_that_becomes_a_link_while_files_are_copied_leads_nowhere() throws Exception {
        site.succeeds(
                "run",
                "-d",
                "--name",
                "one",
                "box",
                "sh",
                "-c",
                "mkdir -p /x/d/sub; cd /x; echo inside > d/passwd; echo inside > d/sub/passwd; ln -s "
                        + host()
                        + " l; while :; do mv d e; mv l d; mv d l; mv e d; done");
        Files.createDirectories(site.work().resolve("src/sub"));
        site.file("src/passwd", "mine\n");
        site.file("src/sub/passwd", "mine\n");
        Path out = site.work().resolve("out");
        for (int i = 0; i < ROUNDS; i++) {
            site.jong("cp", "one:/x/d", "out");
            site.jong("cp", "src/.", "one:/x/d");
            site.jong("cp", "one:/x/d/passwd", "file");
            site.jong("cp", "one:/x", "all");
            assertThat(secrets()).isEmpty();
            Shell.script(site.work(), "rm -rf out file all");
        }
        assertThat(out).doesNotExist();
        canary.check();
    }

    /// The container shares the directory that is copied to.
    @Test
    void V01_links_in_a_shared_target_are_not_followed() throws Exception {
        Path shared = site.directory("shared");
        site.succeeds(
                "run",
                "-d",
                "--name",
                "one",
                "-v",
                shared + ":/shared",
                "box",
                "sh",
                "-c",
                "mkdir -p /x/etc; echo mine > /x/etc/passwd; ln -s "
                        + host()
                        + " /shared/etc; touch /ready; sleep 1000");
        dev.jong.it.harness.Await.that(
                () -> site.jong("exec", "one", "test", "-e", "/ready").code() == 0, "the link");
        assertThat(site.jong("cp", "one:/x/.", shared.toString()).err())
                .contains("cannot overwrite non-directory \"etc\" with directory");
        canary.check();
    }
}
