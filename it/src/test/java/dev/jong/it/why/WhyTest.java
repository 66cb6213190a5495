package dev.jong.it.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Ends that take root: limits of cgroup v1, mounts of the host.
@Tag("root")
class WhyTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
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
    void memory_that_ran_out_is_told_with_the_limit_and_the_peak() {
        limited("a memory limit", "x=aaaaaaaa; while :; do x=$x$x; done", "-m", "16m");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("137");
        String why = site.succeeds("why", "one").text();
        assertThat(why)
                .contains("out of memory: the kernel ended ")
                .contains("the limit is 16 MiB, and at most 1")
                .contains("SIGKILL (9)")
                .doesNotContain("no jong command sent");
        assertThat(kind("one")).isEqualTo("out-of-memory");
        if (Files.isReadable(Path.of("/dev/kmsg"))) {
            assertThat(why).contains("ended sh (process ");
        }
    }

    @Test
    void a_child_that_ran_out_of_memory_is_told_too() {
        limited(
                "a memory limit",
                "sh -c 'x=aaaaaaaa; while :; do x=$x$x; done'; exit 3",
                "-m",
                "16m");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("3");
        assertThat(kind("one")).isEqualTo("out-of-memory");
    }

    @Test
    void processes_that_could_not_be_made_are_counted() {
        limited(
                "a limit of processes",
                "for i in 1 2 3 4 5 6; do sleep 1000 & done",
                "--pids-limit",
                "4");
        site.succeeds("wait", "one");
        assertThat(site.succeeds("why", "one").text())
                .contains("it could not make a process or thread 1 time: it may have 4");
    }

    @Test
    void a_container_near_its_limits_says_so_while_it_runs() {
        limited(
                "limits",
                "sleep 1000 & (sleep 1000 & ); (sleep 1000); while :; do :; done",
                "--pids-limit",
                "3",
                "--cpus",
                "0.05");
        Await.that(
                () -> site.succeeds("why", "one").text().contains("and was refused more"),
                () -> site.succeeds("why", "one").text());
        site.succeeds("rm", "-f", "one");
        limited("a share of the processors", "while :; do :; done", "--cpus", "0.05");
        Await.that(
                () -> site.succeeds("why", "one").text().contains("its share of the processors"),
                () -> site.succeeds("why", "one").text());
        Result paused = site.jong("pause", "one");
        Needs.that(paused.code() == 0, "a freezer of cgroups");
        assertThat(site.succeeds("why", "one").text())
                .contains("is paused")
                .contains("jong unpause");
    }

    @Test
    void a_program_on_a_mount_without_execution_is_told() {
        Path place = site.directory("noexec");
        Shell.run("mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", place.toString());
        try {
            Shell.run("cp", "/bin/busybox", place.resolve("tool").toString());
            Result run = site.jong("run", "--rm", "-v", place + ":/mnt", "box", "/mnt/tool");
            assertThat(run.code()).isEqualTo(126);
            assertThat(run.err()).contains("it lies on /mnt").contains("noexec");
        } finally {
            Shell.run("umount", place.toString());
        }
    }

    /// Starts the container `one` with limits, where this host has them.
    private static void limited(String limits, String script, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "-d", "--name", "one"));
        command.addAll(List.of(options));
        command.addAll(List.of("box", "sh", "-c", script));
        Result made = site.jong(command.toArray(new String[0]));
        Needs.that(made.code() == 0, limits + ": " + made.err());
    }

    private static String kind(String name) {
        return site.succeeds("why", "--format", "{{(index .Causes 0).Kind}}", name).line();
    }
}
