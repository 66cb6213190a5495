package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong update`: other limits, now and for later.
@Tag("root")
class UpdateTest {
    private static final String SHOW =
            "for f in memory/memory.limit_in_bytes cpu/cpu.cfs_quota_us cpu/cpu.shares pids/pids.max"
                    + " cpuset/cpuset.cpus memory.max cpu.max pids.max; do"
                    + " for d in /sys/fs/cgroup /sys/fs/cgroup/unified; do"
                    + " p=$d/$(dirname $f)/jong/$0/$(basename $f);"
                    + " [ -e $p ] && echo $(basename $f)=$(cat $p); done; done; true";

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
    void limits_hold_at_once_and_at_the_next_start() throws Exception {
        String id =
                site.succeeds(
                                "run",
                                "-d",
                                "--name",
                                "one",
                                "--memory",
                                "64m",
                                "box",
                                "sleep",
                                "1000")
                        .line();
        Result updated =
                site.jong(
                        "update",
                        "--memory",
                        "96m",
                        "--cpus",
                        "0.5",
                        "--pids-limit",
                        "77",
                        "--cpuset-cpus",
                        "0",
                        "one");
        Needs.that(!updated.err().contains("can't be applied"), "cgroups that may be written");
        assertThat(updated.line()).as(updated.toString()).isEqualTo("one");
        limited(id);
        assertThat(site.succeeds("exec", "one", "echo", "in").line()).isEqualTo("in");
        site.succeeds("restart", "-t", "0", "one");
        limited(id);
        assertThat(
                        site.succeeds(
                                        "inspect",
                                        "--format",
                                        "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}",
                                        "one")
                                .line())
                .isEqualTo((96 << 20) + " 500000000 77");
    }

    private void limited(String id) throws Exception {
        List<String> files = site.host("sh", "-c", SHOW, id).finish().lines();
        assertThat(files)
                .contains("pids.max=77")
                .containsAnyOf("memory.limit_in_bytes=" + (96 << 20), "memory.max=" + (96 << 20))
                .containsAnyOf("cpu.cfs_quota_us=50000", "cpu.max=50000 100000");
    }

    @Test
    void what_does_not_go_together_or_is_refused_by_the_kernel_changes_nothing() throws Exception {
        String id =
                site.succeeds(
                                "run",
                                "-d",
                                "--name",
                                "one",
                                "--memory",
                                "64m",
                                "--memory-swap",
                                "80m",
                                "box",
                                "sleep",
                                "1000")
                        .line();
        List<String> before = site.host("sh", "-c", SHOW, id).finish().lines();
        String record = site.succeeds("inspect", "--format", "{{json .HostConfig}}", "one").line();
        List<String[]> wrong =
                List.of(
                        new String[] {"update", "--memory", "100m", "one"},
                        new String[] {"update", "--memory", "1m", "one"},
                        new String[] {"update", "--memory", "32m", "--cpuset-cpus", "999", "one"},
                        new String[] {"update", "--cpus", "0.5", "--cpu-quota", "1000", "one"},
                        new String[] {"update", "--restart", "sometimes", "one"},
                        new String[] {"update", "--blkio-weight", "300", "one"},
                        new String[] {"update", "one"},
                        new String[] {"update", "--memory", "100m", "nobody"});
        for (String[] command : wrong) {
            Result refused = site.jong(command);
            assertThat(refused.code()).as(String.join(" ", command)).isIn(1, 125);
            assertThat(refused.err()).as(String.join(" ", command)).startsWith("jong: ");
            assertThat(site.host("sh", "-c", SHOW, id).finish().lines())
                    .as(String.join(" ", command))
                    .isEqualTo(before);
        }
        assertThat(site.succeeds("inspect", "--format", "{{json .HostConfig}}", "one").line())
                .isEqualTo(record);
    }

    @Test
    void a_container_that_goes_with_its_end_leaves_no_group_behind() {
        site.succeeds("run", "-d", "--rm", "--name", "one", "box", "sleep", "1000");
        Result updated = site.jong("update", "--memory", "96m", "--cpu-shares", "512", "one");
        Needs.that(!updated.err().contains("can't be applied"), "cgroups that may be written");
        assertThat(updated.code()).as(updated.toString()).isZero();
        assertThat(site.jong("update", "--restart", "always", "one").err())
                .contains("restart policy cannot be updated");
        site.succeeds("kill", "one");
        site.succeeds("wait", "--ignore", "one");
    }

    @Test
    void the_restart_policy_is_kept_in_the_record() {
        site.succeeds("create", "--name", "one", "box", "true");
        assertThat(site.succeeds("update", "--restart", "on-failure:3", "one").line())
                .isEqualTo("one");
        String policy = "{{json .HostConfig.RestartPolicy}}";
        assertThat(site.succeeds("inspect", "--format", policy, "one").line())
                .contains("\"Name\":\"on-failure\"", "\"MaximumRetryCount\":3");
    }
}
