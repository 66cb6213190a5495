package dev.jong.it.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// systemd and supervisord as they are, as process 1. Their root file system is made by
/// `tools/init-rootfs target/init-rootfs.tar`, or named with `-Djong.init.rootfs=TAR`.
@Tag("root")
class RealInitTest {
    private static final String SUPERVISED =
            """
            [supervisord]
            nodaemon=true
            user=root
            logfile=/dev/null
            logfile_maxbytes=0
            [program:first]
            command=/usr/bin/sleep 1000
            [program:second]
            command=/bin/sh -c 'trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.1; done'
            stdout_logfile=/dev/fd/1
            stdout_logfile_maxbytes=0
            """;

    private static Site site;

    @BeforeAll
    static void open() {
        Path rootfs =
                Path.of(System.getProperty("jong.init.rootfs", "../target/init-rootfs.tar"))
                        .toAbsolutePath();
        Needs.that(
                Files.exists(rootfs),
                "a root file system with systemd: tools/init-rootfs target/init-rootfs.tar");
        site = Site.empty(Account.root());
        site.succeeds("import", rootfs.toString(), "real");
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.end();
        }
    }

    @AfterEach
    void remove() {
        site.jong("rm", "-f", "one");
    }

    @Test
    void systemd_starts_and_stops_in_time() {
        Result possible = site.jong("run", "--rm", "--systemd=always", "real", "/usr/bin/true");
        Needs.that(possible.code() == 0, "groups for systemd: " + possible.err());
        site.succeeds("run", "-d", "--name", "one", "real", "/sbin/init");
        Await.that(
                () -> isUp(system().line()), () -> system() + site.succeeds("logs", "one").text());
        site.succeeds("stop", "-t", "20", "one");
        assertThat(site.succeeds("wait", "one").line()).isIn("0", "130");
        assertThat(site.succeeds("why", "one").text()).doesNotContain("SIGKILL");
    }

    private static Result system() {
        return site.jong("exec", "one", "systemctl", "is-system-running");
    }

    /// What a unit can't do in a container is systemd's business.
    private static boolean isUp(String state) {
        return state.equals("running") || state.equals("degraded");
    }

    @Test
    void supervisord_starts_and_stops_its_programs_in_time() {
        Path config = site.file("supervised.conf", SUPERVISED);
        site.succeeds(
                "run",
                "-d",
                "--name",
                "one",
                "-v",
                config + ":/etc/supervised.conf:ro",
                "real",
                "/usr/bin/supervisord",
                "-c",
                "/etc/supervised.conf");
        Await.that(() -> logs().contains("second entered RUNNING"), RealInitTest::logs);
        assertThat(site.succeeds("top", "one").text()).contains("sleep 1000");
        site.succeeds("stop", "-t", "20", "one");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("0");
        Await.that(() -> logs().contains("bye"), RealInitTest::logs);
        assertThat(logs())
                .contains("waiting for first, second to die")
                .contains("stopped: first (terminated by SIGTERM)");
        assertThat(site.succeeds("why", "one").text()).doesNotContain("SIGKILL");
    }

    private static String logs() {
        Result logs = site.jong("logs", "one");
        return logs.text() + logs.err();
    }
}
