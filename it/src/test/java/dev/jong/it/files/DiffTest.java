package dev.jong.it.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong diff`.
@Tag("root")
class DiffTest {
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.createDirectories(tree.resolve("srv/deep/er"));
        Files.createDirectories(tree.resolve("opt/kept"));
        for (String name : new String[] {"srv/a", "srv/b", "srv/deep/er/c", "opt/kept/d", "was"}) {
            Files.writeString(tree.resolve(name), name);
        }
        site.image("files", tree);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "one");
    }

    @Test
    void what_was_added_changed_and_deleted_is_listed_as_docker_does() {
        run(
                "echo 1 > /srv/new; rm /srv/a; chmod 600 /srv/b; mkdir /fresh; echo 2 > /fresh/x;"
                        + " rm -r /opt/kept; mkdir /opt/kept; echo 3 > /opt/kept/e; rm /was; mkdir /was; rm -r /srv/deep;"
                        + " echo 4 > /srv/deep");
        assertThat(diff())
                .isEqualTo(
                        """
                        A /fresh
                        A /fresh/x
                        C /opt
                        C /opt/kept
                        D /opt/kept/d
                        A /opt/kept/e
                        C /srv
                        D /srv/a
                        C /srv/b
                        C /srv/deep
                        D /srv/deep/er
                        A /srv/new
                        C /was
                        """);
        assertThat(site.succeeds("container", "diff", "--format", "json", "one").text())
                .contains("\"deleted\": [\n", "\"/srv/deep/er\"", "\"added\": [\n")
                .doesNotContain("\"/\"");
    }

    @Test
    void what_ends_as_it_was_and_what_is_mounted_is_no_change() {
        run(
                "touch -r /srv/a /tmp/time; mkdir /tmp/d; mv /srv/a /tmp/d/a; mv /tmp/d/a /srv/a; chmod 600 /srv/b;"
                        + " chmod 644 /srv/b; echo x >> /etc/hosts; echo y > /etc/resolv.conf; mount > /tmp/m");
        assertThat(diff()).isEqualTo("C /tmp\nA /tmp/d\nA /tmp/m\nA /tmp/time\n");
    }

    @Test
    void a_running_container_and_an_image_can_be_compared() {
        site.succeeds("run", "-d", "--name", "one", "files", "sh", "-c", "echo > /x; sleep 1000");
        dev.jong.it.harness.Await.that(() -> diff().equals("A /x\n"), () -> diff());
        assertThat(site.succeeds("diff", "files").lines()).contains("A /srv/a", "A /opt/kept/d");
    }

    @Test
    void what_is_not_there_or_has_no_image_is_said() {
        Result missing = site.jong("diff", "nothing");
        assertThat(missing.code()).isEqualTo(125);
        assertThat(missing.err()).contains("no such container: nothing");
        site.succeeds(
                "run",
                "--name",
                "one",
                "--rootfs",
                site.folder().resolve("tree").toString(),
                "true");
        assertThat(site.jong("diff", "one").err())
                .contains("container one has no image to be compared with");
        assertThat(site.jong("diff", "--format", "xml", "one").err())
                .contains("unknown format \"xml\"");
    }

    private static void run(String script) {
        site.succeeds("run", "--name", "one", "files", "sh", "-c", script);
    }

    private static String diff() {
        return site.succeeds("diff", "one").text();
    }
}
