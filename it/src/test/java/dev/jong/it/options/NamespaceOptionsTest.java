package dev.jong.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whose network, processes, messages, names and cgroups a container sees.
@Tag("root")
class NamespaceOptionsTest {
    private static Site site;
    private static Probe host;
    private static Probe other;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        host = site.host(Prober.tree() + "/bin/probe", "dump").finish().probe();
        String script =
                "probe dump > /shared/dump.new; mv /shared/dump.new /shared/dump; echo there > /dev/shm/token; exec probe wait";
        site.directory("work/shared");
        site.succeeds(
                "run",
                "-d",
                "--name",
                "other",
                "-h",
                "otherhost",
                "-v",
                "./shared:/shared",
                "box",
                "sh",
                "-c",
                script);
        Path dump = site.work().resolve("shared/dump");
        for (int i = 0; i < 100 && !Files.exists(dump); i++) {
            Thread.sleep(50);
        }
        other = Probe.of(Files.readString(dump));
    }

    @AfterAll
    static void close() {
        site.jong("rm", "-f", "other");
        site.close();
    }

    @Test
    void network_none_has_loopback_that_is_up() {
        Probe probe = site.dump("--network", "none");
        assertThat(probe.value("ns.net")).isNotEqualTo(host.value("ns.net"));
        String talk = "echo heard | nc -l -p 80 & sleep 0.2; nc 127.0.0.1 80 < /dev/null";
        assertThat(site.succeeds("run", "--rm", "-u", "alice", "box", "sh", "-c", talk).line())
                .isEqualTo("heard");
        assertThat(site.attempts("--cap-drop", "ALL").value("try.socket-ping")).isEqualTo("OK");
    }

    @Test
    void network_host_is_the_host_s() throws Exception {
        Probe probe = site.dump("--network", "host");
        assertThat(probe.value("ns.net")).isEqualTo(host.value("ns.net"));
        assertThat(probe.value("hostname")).isEqualTo(host.value("hostname"));
        assertThat(probe.value("resolver")).isEqualTo(host.value("resolver"));
    }

    @Test
    void namespaces_of_another_container_are_joined() {
        assertThat(site.dump("--network", "container:other").value("ns.net"))
                .isEqualTo(other.value("ns.net"));
        assertThat(site.dump("--ipc", "container:other").value("ns.ipc"))
                .isEqualTo(other.value("ns.ipc"));
        Probe pid = site.dump("--pid", "container:other");
        assertThat(pid.value("ns.pid")).isEqualTo(other.value("ns.pid"));
        assertThat(Integer.parseInt(pid.value("pid"))).isGreaterThan(1);
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--pid",
                                        "container:other",
                                        "box",
                                        "cat",
                                        "/proc/1/comm")
                                .line())
                .isEqualTo("probe");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--ipc",
                                        "container:other",
                                        "box",
                                        "cat",
                                        "/dev/shm/token")
                                .line())
                .isEqualTo("there");
    }

    @Test
    void a_container_that_does_not_run_or_exist_can_not_be_joined() {
        site.succeeds("create", "--name", "asleep", "box", "true");
        for (String option : new String[] {"--network", "--pid", "--ipc"}) {
            assertThat(site.jong("run", "--rm", option, "container:asleep", "box", "true").code())
                    .as(option)
                    .isEqualTo(125);
            assertThat(site.jong("run", "--rm", option, "container:nobody", "box", "true").code())
                    .as(option)
                    .isEqualTo(125);
        }
        site.succeeds("rm", "asleep");
    }

    @Test
    void pid_host_sees_the_host_s_processes() {
        Probe probe = site.dump("--pid", "host");
        assertThat(probe.value("ns.pid")).isEqualTo(host.value("ns.pid"));
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--pid",
                                        "host",
                                        "box",
                                        "sh",
                                        "-c",
                                        "test -d /proc/"
                                                + ProcessHandle.current().pid()
                                                + " && echo seen")
                                .line())
                .isEqualTo("seen");
        assertThat(probe.mount("/proc/sys").orElseThrow().readOnly()).isTrue();
        assertThat(probe.mount("/proc/keys")).isPresent();
    }

    @Test
    void a_container_with_the_host_s_processes_ends_with_its_program() {
        String script = "sleep 300 & echo $!";
        String child =
                site.succeeds("run", "--rm", "--pid", "host", "box", "sh", "-c", script).line();
        // One that nobody has reaped yet counts as ended.
        assertThat(Shell.script(Path.of("/"), "cat /proc/" + child + "/stat 2>/dev/null || true"))
                .doesNotMatch("(?s).*\\) [^ZX] .*");
    }

    @Test
    void ipc_uts_and_cgroup_of_the_host_are_shared_when_asked_for() {
        assertThat(site.dump("--ipc", "host").value("ns.ipc")).isEqualTo(host.value("ns.ipc"));
        assertThat(site.dump("--ipc", "shareable").value("ns.ipc"))
                .isNotEqualTo(host.value("ns.ipc"));
        Probe uts = site.dump("--uts", "host");
        assertThat(uts.value("ns.uts")).isEqualTo(host.value("ns.uts"));
        assertThat(uts.value("hostname")).isEqualTo(host.value("hostname"));
        assertThat(site.jong("run", "--rm", "--uts", "host", "-h", "x", "box", "true").code())
                .isEqualTo(125);
        assertThat(site.dump("--cgroupns", "host").value("ns.cgroup"))
                .isEqualTo(host.value("ns.cgroup"));
        assertThat(site.dump("--cgroupns", "private").value("ns.cgroup"))
                .isNotEqualTo(host.value("ns.cgroup"));
        assertThat(site.dump("--cgroupns", "host").value("cgroups")).contains("pids:/jong/");
    }

    @Test
    void ipc_none_has_no_shared_memory() {
        Probe probe = site.dump("--ipc", "none");
        assertThat(probe.value("ns.ipc")).isNotEqualTo(host.value("ns.ipc"));
        assertThat(probe.mount("/dev/shm")).isEmpty();
    }

    @Test
    void unknown_modes_are_errors() {
        String[][] lines = {
            {"--pid", "nonsense"},
            {"--ipc", "x"},
            {"--uts", "private2"},
            {"--cgroupns", "none"},
            {"--network", "bridge9"},
            {"--userns", "x"}
        };
        for (String[] line : lines) {
            Result result = site.jong("run", "--rm", line[0], line[1], "box", "true");
            assertThat(result.code()).as(line[0] + " " + line[1] + ": " + result).isEqualTo(125);
        }
    }
}
