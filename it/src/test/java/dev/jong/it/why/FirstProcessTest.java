package dev.jong.it.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Process 1: with `--init`, and as systemd, for which a script stands; the real one is tried by [RealInitTest].
@Tag("root")
class FirstProcessTest {
    private static final int ORPHANS = 200;
    private static final String STAND_IN =
            """
            #!/bin/sh
            trap 'echo down; exit 0' 37
            echo container=$container uuid=$container_uuid
            for place in /run /run/lock /tmp /var/log/journal; do
                grep -q " $place tmpfs" /proc/mounts && echo memory $place
            done
            cp /bin/busybox /run/busybox && /run/busybox true && echo runs
            own=/sys/fs/cgroup
            [ -d $own/systemd ] && own=$own/systemd
            mkdir $own/init.scope && echo $$ > $own/init.scope/cgroup.procs && echo grouped
            mkdir /sys/fs/cgroup/pids/mine 2>/dev/null && echo too much
            echo up
            while :; do sleep 0.05; done
            """;

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.open(Account.root());
        Path tree = Prober.copy(site.folder().resolve("init-tree"));
        Files.createDirectories(tree.resolve("sbin"));
        Files.writeString(tree.resolve("sbin/init"), STAND_IN);
        Shell.script(tree, "chmod 755 sbin sbin/init");
        site.image("like-systemd", tree, "CMD [\"/sbin/init\"]");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void clear() {
        site.removeContainers();
    }

    @Test
    void systemd_finds_what_it_expects_and_is_stopped_by_its_own_signal() {
        Needs.that(
                Files.isWritable(Path.of("/sys/fs/cgroup/systemd"))
                        || Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")),
                "a cgroup hierarchy for systemd");
        String id = site.succeeds("run", "-d", "--name", "one", "like-systemd").line();
        Await.that(() -> logs().contains("up\n"), FirstProcessTest::logs);
        assertThat(logs())
                .contains("container=oci uuid=" + id.substring(0, 12))
                .contains("memory /run\n", "memory /run/lock\n", "memory /tmp\n")
                .contains("memory /var/log/journal\n", "runs\n", "grouped\n")
                .doesNotContain("too much");
        site.succeeds("stop", "one");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("0");
        assertThat(site.succeeds("why", "one").text()).contains("sent SIGRTMIN+3 at ");
        assertThat(site.succeeds("start", "one").line()).isEqualTo("one");
        site.succeeds("rm", "-f", "one");
        assertThat(Path.of("/sys/fs/cgroup/systemd/jong", id)).doesNotExist();
    }

    @Test
    void what_is_not_systemd_gets_nothing_of_it_and_what_the_user_mounts_stays() {
        String places = "grep -c ' /run tmpfs' /proc/mounts; echo $container";
        assertThat(site.jong("run", "--rm", "box", "sh", "-c", places).lines())
                .containsExactly("0", "");
        assertThat(
                        site.succeeds("run", "--rm", "--systemd=always", "box", "sh", "-c", places)
                                .lines())
                .containsExactly("1", "oci");
        site.succeeds("create", "--name", "one", "--systemd=false", "like-systemd");
        assertThat(site.succeeds("inspect", "-f", "{{.Config.StopSignal}}", "one").line())
                .isEmpty();
        Path own = site.directory("own-run");
        Result bound =
                site.succeeds(
                        "run",
                        "--rm",
                        "--systemd=always",
                        "-v",
                        own + ":/run",
                        "box",
                        "sh",
                        "-c",
                        "touch /run/mine; grep -c ' /run tmpfs' /proc/mounts || true");
        assertThat(own.resolve("mine")).exists();
        assertThat(bound.code()).isZero();
        assertThat(site.jong("run", "--rm", "--systemd=maybe", "box", "true").err())
                .contains("auto, always or false");
        assertThat(site.jong("run", "--rm", "--init", "--systemd=always", "box", "true").err())
                .contains("conflicting options");
    }

    @Test
    void X11_an_init_reaps_what_others_leave_behind_and_without_one_the_container_still_stops() {
        String orphans =
                "i=0; while [ $i -lt "
                        + ORPHANS
                        + " ]; do (sleep 0.01 &); i=$((i+1)); done; echo up; exec sleep 1000";
        site.succeeds("run", "-d", "--name", "one", "--init", "box", "sh", "-c", orphans);
        Await.that(() -> logs().contains("up\n"), FirstProcessTest::logs);
        Await.that(
                () -> site.succeeds("top", "one", "-o", "pid,stat,comm").lines().size() == 3,
                () -> site.succeeds("top", "one").text());
        assertThat(site.succeeds("why", "one").text()).doesNotContain("takes note of it");
        site.succeeds("stop", "-t", "10", "one");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("143");
        site.succeeds("rm", "one");
        site.succeeds("run", "-d", "--name", "one", "box", "sh", "-c", orphans);
        Await.that(
                () -> site.succeeds("why", "one").text().contains("takes note of it"),
                () -> site.succeeds("why", "one").text());
        site.succeeds("stop", "-t", "0", "one");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("137");
    }

    @Test
    void an_ordinary_user_on_version_1_is_refused_by_name() {
        Needs.that(!Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")), "cgroup version 1");
        try (Account user = Account.withRange();
                Site theirs = Site.open(user)) {
            Result refused = theirs.jong("run", "--rm", "--systemd=always", "box", "true");
            assertThat(refused.code()).isEqualTo(125);
            assertThat(refused.err())
                    .contains("--systemd=always needs control groups of its own")
                    .contains("can't be delegated to an ordinary user");
        }
    }

    private static String logs() {
        return site.succeeds("logs", "one").text();
    }
}
