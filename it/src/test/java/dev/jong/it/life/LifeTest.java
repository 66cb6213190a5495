package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is done with containers that are there.
@Tag("root")
class LifeTest {
    private static final String COUNT = "i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done";

    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.end();
    }

    @Test
    void restart_stops_and_starts_and_starts_what_does_not_run() {
        site.succeeds("create", "--name", "one", "box", "sleep", "1000");
        assertThat(site.succeeds("restart", "one").line()).isEqualTo("one");
        String first = field("{{.State.Pid}}");
        assertThat(site.succeeds("restart", "-t", "0", "one").line()).isEqualTo("one");
        assertThat(field("{{.State.Status}}")).isEqualTo("running");
        assertThat(field("{{.State.Pid}}")).isNotEqualTo(first);
        assertThat(site.jong("restart", "nobody").code()).isEqualTo(1);
    }

    @Test
    void restart_keeps_a_container_that_goes_at_its_end() {
        site.succeeds("run", "-d", "--rm", "--name", "one", "box", "sleep", "1000");
        for (int i = 0; i < 5; i++) {
            site.succeeds("restart", "-t", "0", "one");
            assertThat(field("{{.State.Status}}")).isEqualTo("running");
        }
        site.succeeds("stop", "-t", "0", "one");
        Await.that(() -> site.succeeds("ps", "-aq").out().length == 0, "it is gone");
    }

    @Test
    void inspect_says_what_a_container_takes_and_finds_volumes_too() {
        site.succeeds("run", "--name", "one", "box", "sh", "-c", "yes | head -c 3000000 > /big");
        String[] sizes =
                site.succeeds("inspect", "-s", "-f", "{{.SizeRw}} {{.SizeRootFs}}", "one")
                        .line()
                        .split(" ");
        assertThat(Long.parseLong(sizes[0])).isBetween(3_000_000L, 3_100_000L);
        assertThat(Long.parseLong(sizes[1])).isGreaterThan(Long.parseLong(sizes[0]));
        assertThat(site.succeeds("inspect", "one").text()).doesNotContain("SizeRw");
        site.succeeds("volume", "create", "data");
        assertThat(site.succeeds("inspect", "-f", "{{.Driver}}", "data").line()).isEqualTo("local");
        assertThat(site.jong("inspect", "--type", "image", "data").code()).isEqualTo(1);
        Result nothing = site.jong("inspect", "nothing");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).startsWith("jong: no such object: nothing\n");
        site.succeeds("volume", "rm", "data");
    }

    @Test
    void rename_gives_another_name_and_frees_the_old_one() {
        site.succeeds("run", "-d", "--name", "one", "box", "sleep", "1000");
        assertThat(site.succeeds("rename", "one", "two").out()).isEmpty();
        assertThat(site.succeeds("ps", "--format", "{{.Names}}").line()).isEqualTo("two");
        assertThat(site.jong("container", "exists", "one").code()).isEqualTo(1);
        assertThat(site.jong("container", "exists", "two").code()).isZero();
        site.succeeds("create", "--name", "one", "box", "true");
        Result taken = site.jong("rename", "two", "one");
        assertThat(taken.code()).isEqualTo(125);
        assertThat(taken.err()).contains("one");
        assertThat(site.jong("rename", "two", "-x").code()).isEqualTo(125);
        site.succeeds("stop", "-t", "0", "two");
        site.succeeds("rm", "two");
        assertThat(site.jong("container", "exists", "two").code()).isEqualTo(1);
    }

    @Test
    void pause_freezes_everything_and_unpause_lets_it_go_on() {
        site.succeeds("run", "-d", "--name", "one", "box", "sh", "-c", COUNT);
        Await.that(() -> said() > 2, "it counts");
        Result paused = site.jong("pause", "one");
        Needs.that(!paused.err().contains("freezer"), "a freezer of cgroups");
        assertThat(paused.line()).isEqualTo("one");
        assertThat(field("{{.State.Status}} {{.State.Running}} {{.State.Paused}}"))
                .isEqualTo("paused true true");
        assertThat(site.succeeds("ps", "--format", "{{.Status}}").line()).endsWith(" (Paused)");
        assertThat(site.succeeds("ps", "-q", "--filter", "status=paused").lines()).hasSize(1);
        int before = settled();
        Await.millis(300);
        assertThat(said()).isEqualTo(before);
        assertThat(site.jong("pause", "one").err()).contains("already paused");
        site.succeeds("unpause", "one");
        Await.that(() -> said() > before, "it goes on");
        assertThat(site.jong("unpause", "one").err()).contains("is not paused");
    }

    @Test
    void a_paused_container_can_be_stopped_killed_and_removed() {
        Needs.that(Files.isDirectory(Path.of("/sys/fs/cgroup")), "cgroups");
        for (String[] end :
                List.of(new String[] {"stop", "-t", "5", "one"}, new String[] {"kill", "one"})) {
            site.succeeds(
                    "run", "-d", "--name", "one", "box", "sh", "-c", "trap exit TERM; " + COUNT);
            site.succeeds("pause", "one");
            site.succeeds(end);
            site.succeeds("wait", "one");
            site.succeeds("rm", "one");
        }
        site.succeeds("run", "-d", "--name", "one", "box", "sh", "-c", COUNT);
        site.succeeds("pause", "one");
        site.succeeds("rm", "-f", "one");
        assertThat(Shell.script(site.work(), "ls /sys/fs/cgroup/freezer/jong 2>/dev/null || true"))
                .doesNotContain("\n" + "0".repeat(12));
    }

    @Test
    void O01_top_shows_the_processes_as_ps_does_and_nothing_that_moves_the_cursor() {
        String script = "exec sleep 100\u001b[2J0 & exec sleep 1000";
        site.succeeds(
                "run", "-d", "--name", "one", "box", "sh", "-c", script.replace("\u001b[2J", ""));
        site.succeeds(
                "run",
                "-d",
                "--name",
                "two",
                "box",
                "sh",
                "-c",
                "sleep 1000; : \u001b[2J\u001b]0;x\u0007");
        List<String> lines = site.succeeds("top", "one").lines();
        assertThat(lines.getFirst()).matches("UID +PID +PPID +C +STIME +TTY +TIME +CMD");
        assertThat(lines)
                .hasSize(3)
                .anyMatch(line -> line.endsWith("00:00:00            sleep 1000"));
        String pid = field("{{.State.Pid}}");
        assertThat(site.succeeds("top", "one", "-o", "pid,ppid,comm").lines())
                .anyMatch(line -> line.startsWith(pid + " "));
        assertThat(site.succeeds("top", "one", "aux").lines().getFirst()).startsWith("USER  ");
        String hostile = site.succeeds("top", "two").text();
        assertThat(hostile).contains("\\x1b[2J").doesNotContain("\u001b").doesNotContain("\u0007");
        assertThat(site.jong("top", "one", "--nonsense").err()).contains("--nonsense");
        site.succeeds("kill", "one");
        site.succeeds("wait", "one");
        assertThat(site.jong("top", "one").err()).contains("is not running");
    }

    @Test
    void stats_show_what_a_container_uses() {
        site.succeeds("run", "-d", "--name", "busy", "box", "sh", "-c", "while :; do :; done");
        site.succeeds("create", "--name", "idle", "box", "true");
        List<String> lines = site.succeeds("stats", "--no-stream").lines();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .matches(
                        "CONTAINER ID +NAME +CPU % +MEM USAGE / LIMIT +MEM % +NET I/O +BLOCK I/O +PIDS");
        String busy = "{{.Name}} {{.CPUPerc}} {{.PIDs}}";
        String[] words =
                site.succeeds("stats", "--no-stream", "--format", busy, "busy").line().split(" ");
        assertThat(words[0]).isEqualTo("busy");
        assertThat(Double.parseDouble(words[1].replace("%", ""))).isBetween(5.0, 200.0);
        assertThat(words[2]).isEqualTo("1");
        assertThat(site.succeeds("stats", "--no-stream", "-a").text()).contains("idle", "0B / 0B");
    }

    @Test
    void lists_are_filtered_by_all_keys_and_show_sizes() {
        site.succeeds(
                "run",
                "--name",
                "one",
                "-v",
                "/usr:/mnt:ro",
                "box",
                "sh",
                "-c",
                "head -c 5000 /dev/zero > /f");
        site.succeeds("create", "--name", "two", "--network", "host", "box", "true");
        assertThat(names("volume=/mnt")).containsExactly("one");
        assertThat(names("volume=/usr")).containsExactly("one");
        assertThat(names("network=host")).containsExactly("two");
        assertThat(names("health=none")).containsExactly("two", "one");
        assertThat(names("publish=80")).isEmpty();
        assertThat(names("is-task=true")).isEmpty();
        assertThat(site.jong("ps", "--filter", "status=asleep").code()).isEqualTo(125);
        assertThat(site.succeeds("ps", "-as", "--filter", "name=one").text())
                .containsPattern("SIZE\n.* 5kB \\(virtual .*B\\)");
    }

    @Test
    void logs_are_kept_as_their_options_say() {
        String flood = "seq 1 100000";
        site.succeeds(
                "run",
                "-d",
                "--name",
                "one",
                "--log-opt",
                "max-size=50k",
                "--log-opt",
                "max-file=2",
                "--log-opt",
                "labels=who",
                "--label",
                "who=a b",
                "box",
                "sh",
                "-c",
                flood);
        site.succeeds("wait", "one");
        Path folder = site.store().resolve("containers").resolve(field("{{.Id}}"));
        assertThat(Shell.script(folder, "ls log*").lines().toList())
                .containsExactly("log", "log.1");
        assertThat(folder.resolve("log").toFile().length()).isLessThanOrEqualTo(50 << 10);
        assertThat(site.succeeds("logs", "-n", "1", "--details", "one").line())
                .isEqualTo("who=a+b 100000");
        assertThat(field("{{.HostConfig.LogConfig.Type}}")).isEqualTo("json-file");
        site.succeeds("rm", "one");
        site.succeeds(
                "run", "-d", "--name", "one", "--log-driver", "none", "box", "sh", "-c", flood);
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("0");
        assertThat(site.jong("logs", "one").err()).contains("keeps no log");
        assertThat(site.jong("run", "--rm", "--log-driver=syslog", "box", "true").err())
                .contains("not supported");
    }

    private List<String> names(String filter) {
        return site.succeeds("ps", "-a", "--format", "{{.Names}}", "--filter", filter).lines();
    }

    /// What was said before it froze may still be on its way into the log.
    private int settled() {
        int last = said();
        for (int i = 0; i < 20; i++) {
            Await.millis(200);
            int now = said();
            if (now == last) {
                break;
            }
            last = now;
        }
        return last;
    }

    private int said() {
        String last = site.succeeds("logs", "-n", "1", "one").line();
        return last.isEmpty() ? 0 : Integer.parseInt(last);
    }

    private String field(String template) {
        return site.succeeds("inspect", "-f", template, "one").line();
    }
}
