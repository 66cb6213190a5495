package dev.jong.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Limits, read back inside and outside, and felt.
@Tag("root")
class ResourceOptionsTest {
    private static Site site;

    @BeforeAll
    static void open() {
        Needs.controller("memory");
        Needs.controller("pids");
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void memory_is_limited() throws Exception {
        assertThat(outside("memory", "memory.limit_in_bytes", "-m", "64m")).isEqualTo("67108864");
        Probe probe = site.dump("-m", "64m", "--memory-reservation", "32m");
        assertThat(probe.value("cgroup.memory/memory.limit_in_bytes")).isEqualTo("67108864");
        assertThat(probe.value("cgroup.memory/memory.soft_limit_in_bytes")).isEqualTo("33554432");
    }

    /// Without `--memory-swap` a container gets as much swap as memory.
    @Test
    void memory_and_swap_are_limited_together() {
        Needs.that(
                Files.exists(Path.of("/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes")),
                "swap accounting");
        assertThat(site.dump("-m", "64m").value("cgroup.memory/memory.memsw.limit_in_bytes"))
                .isEqualTo("134217728");
        assertThat(
                        site.dump("-m", "64m", "--memory-swap", "96m")
                                .value("cgroup.memory/memory.memsw.limit_in_bytes"))
                .isEqualTo("100663296");
        assertThat(
                        site.dump("-m", "64m", "--memory-swap", "-1")
                                .value("cgroup.memory/memory.memsw.limit_in_bytes"))
                .hasSizeGreaterThan(18);
    }

    @Test
    void a_program_that_takes_more_memory_is_killed_and_that_is_known() throws Exception {
        Result result =
                site.jong(
                        "run",
                        "--name",
                        "greedy",
                        "-m",
                        "16m",
                        "--memory-swap",
                        "16m",
                        "box",
                        "sh",
                        "-c",
                        "tail /dev/zero");
        assertThat(result.code()).isEqualTo(137);
        assertThat(site.succeeds("inspect", "--format", "{{.State.OOMKilled}}", "greedy").line())
                .isEqualTo("true");
        site.succeeds("rm", "greedy");
    }

    @Test
    void odd_memory_limits_are_errors() {
        String[][] lines = {
            {"-m", "1m"},
            {"-m", "x"},
            {"--memory-swap", "64m"},
            {"-m", "64m", "--memory-swap", "32m"},
            {"-m", "64m", "--memory-reservation", "128m"},
            {"--cpus", "-1"},
            {"--cpus", "1", "--cpu-quota", "1000"},
            {"--cpuset-cpus", "999"},
            {"--cpuset-cpus", "x"},
            {"--pids-limit", "x"}
        };
        for (String[] line : lines) {
            String[] command = new String[line.length + 4];
            System.arraycopy(new String[] {"run", "--rm"}, 0, command, 0, 2);
            System.arraycopy(line, 0, command, 2, line.length);
            System.arraycopy(new String[] {"box", "true"}, 0, command, line.length + 2, 2);
            Result result = site.jong(command);
            assertThat(result.code()).as(String.join(" ", command) + ": " + result).isEqualTo(125);
        }
    }

    @Test
    void cpu_time_is_limited() throws Exception {
        Needs.controller("cpu");
        assertThat(outside("cpu", "cpu.cfs_quota_us", "--cpus", "0.5")).isEqualTo("50000");
        assertThat(outside("cpu", "cpu.cfs_period_us", "--cpus", "0.5")).isEqualTo("100000");
        assertThat(outside("cpu", "cpu.shares", "--cpu-shares", "512")).isEqualTo("512");
        assertThat(
                        outside(
                                "cpu",
                                "cpu.cfs_quota_us",
                                "--cpu-period",
                                "50000",
                                "--cpu-quota",
                                "20000"))
                .isEqualTo("20000");
    }

    @Test
    void cpus_are_chosen() throws Exception {
        Needs.controller("cpuset");
        assertThat(outside("cpuset", "cpuset.cpus", "--cpuset-cpus", "0")).isEqualTo("0");
        assertThat(outside("cpuset", "cpuset.mems", "--cpuset-mems", "0")).isEqualTo("0");
        assertThat(site.succeeds("run", "--rm", "--cpuset-cpus", "0", "box", "nproc").line())
                .isEqualTo("1");
    }

    @Test
    void the_number_of_processes_is_limited() throws Exception {
        assertThat(outside("pids", "pids.max")).isEqualTo("2048");
        assertThat(outside("pids", "pids.max", "--pids-limit", "23")).isEqualTo("23");
        assertThat(outside("pids", "pids.max", "--pids-limit", "-1")).isEqualTo("max");
        assertThat(outside("pids", "pids.max", "--pids-limit", "0")).isEqualTo("max");
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "--pids-limit",
                        "10",
                        "box",
                        "sh",
                        "-c",
                        "for i in $(seq 30); do sleep 2 & done; echo all");
        assertThat(result.err()).contains("can't fork");
    }

    /// The bomb stops at the limit; engine, kill and removal stay quick.
    @Test
    void X01_a_fork_bomb_stops_at_the_default_limit() throws Exception {
        // Looked at first: a bomb without this limit would hold the whole machine up.
        assertThat(outside("pids", "pids.max")).isEqualTo("2048");
        String id = site.succeeds("run", "-d", "--name", "bomb", "box", "probe", "bomb").line();
        try {
            Path count = Path.of("/sys/fs/cgroup/pids/jong", id, "pids.current");
            long most = 0;
            for (int i = 0; i < 100 && most < 2048; i++) {
                Thread.sleep(100);
                most = Math.max(most, Long.parseLong(Files.readString(count).strip()));
            }
            assertThat(most).isBetween(1000L, 2048L);
            long start = System.nanoTime();
            assertThat(site.succeeds("ps", "-q", "--no-trunc").line()).isEqualTo(id);
            assertThat(System.nanoTime() - start).as("time of ps").isLessThan(2_000_000_000L);
            start = System.nanoTime();
            site.succeeds("kill", "bomb");
            site.succeeds("wait", "bomb");
            assertThat(System.nanoTime() - start).as("time of kill").isLessThan(10_000_000_000L);
        } finally {
            site.jong("rm", "-f", "bomb");
        }
    }

    /// A file of a detached container's cgroup, read on the host.
    private static String outside(String controller, String file, String... options)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("run", "-d"));
        command.addAll(List.of(options));
        command.addAll(List.of("box", "probe", "wait"));
        String id = site.succeeds(command.toArray(new String[0])).line();
        String value =
                Files.readString(Path.of("/sys/fs/cgroup", controller, "jong", id, file)).strip();
        site.succeeds("rm", "-f", id);
        return value;
    }
}
