package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Whose network, processes, messages, names and cgroups a container of an ordinary user sees.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserNamespacesTest extends AsUsers {
    UserNamespacesTest(Ids ids) {
        super(ids);
    }

    @Test
    void a_network_is_the_container_s_own_or_the_host_s() throws Exception {
        Probe host = host();
        Probe none = site.dump("--network", "none");
        assertThat(none.value("ns.net")).isNotEqualTo(host.value("ns.net"));
        assertThat(site.attempts("--cap-drop", "ALL").value("try.socket-ping")).isEqualTo("OK");
        Probe shared = site.dump("--network", "host");
        assertThat(shared.value("ns.net")).isEqualTo(host.value("ns.net"));
        assertThat(shared.value("hostname")).isEqualTo(host.value("hostname"));
        Probe bridged = site.dump("--network", "bridge");
        assertThat(bridged.value("ns.net")).isNotEqualTo(host.value("ns.net"));
    }

    @Test
    void namespaces_of_the_host_are_shared_when_asked_for() throws Exception {
        Probe host = host();
        for (String name : new String[] {"pid", "ipc", "uts"}) {
            assertThat(site.dump("--" + name, "host").value("ns." + name))
                    .as(name)
                    .isEqualTo(host.value("ns." + name));
        }
        assertThat(site.dump("--cgroupns", "host").value("ns.cgroup"))
                .isEqualTo(host.value("ns.cgroup"));
        assertThat(site.dump("--cgroupns", "private").value("ns.cgroup"))
                .isNotEqualTo(host.value("ns.cgroup"));
        assertThat(site.dump("--ipc", "none").mount("/dev/shm")).isEmpty();
    }

    /// A container of the host's processes may end those of its own user only.
    @Test
    void with_the_host_s_processes_only_the_caller_s_can_be_ended() throws Exception {
        Process victim = new ProcessBuilder("sleep", "1000").start();
        String kill = "kill -9 " + victim.pid();
        assertThat(
                        site.jong(
                                        "run",
                                        "--rm",
                                        "--pid",
                                        "host",
                                        "--privileged",
                                        "box",
                                        "sh",
                                        "-c",
                                        kill)
                                .code())
                .isNotZero();
        assertThat(victim.isAlive()).isTrue();
        victim.destroyForcibly().waitFor();
    }

    @Test
    void namespaces_of_another_container_are_joined_also_after_the_engine_died() {
        String script = "echo there > /dev/shm/token; exec probe wait";
        site.succeeds("run", "-d", "--name", "other", "-h", "otherhost", "box", "sh", "-c", script);
        joins();
        // An engine that is killed before it has cleaned up leaves that to a later one's sweep.
        assertThat(site.succeeds("ps", "-aq").lines()).hasSize(1);
        new EngineProcess(site).kill();
        joins();
        site.succeeds("engine", "stop");
        joins();
        site.succeeds("rm", "-f", "other");
        assertThat(site.jong("run", "--rm", "--pid", "container:other", "box", "true").code())
                .isEqualTo(125);
    }

    @Test
    void user_namespaces_that_can_t_be_had_are_refused_by_name() {
        assertThat(site.jong("run", "--rm", "--userns", "host", "box", "true").code()).isZero();
        Refusal.of(site, "--userns", "--userns", "container:x");
        Refusal.of(site, "--subuidname", "--subuidname", "root");
    }

    @Test
    void the_host_s_namespaces_are_joined_through_a_container_that_shares_them() throws Exception {
        site.succeeds(
                "run",
                "-d",
                "--name",
                "open",
                "--network",
                "host",
                "--pid",
                "host",
                "box",
                "sleep",
                "1000");
        for (String name : new String[] {"network", "pid"}) {
            String key = name.equals("network") ? "ns.net" : "ns.pid";
            assertThat(site.dump("--" + name, "container:open").value(key))
                    .isEqualTo(host().value(key));
        }
        site.succeeds("rm", "-f", "open");
    }

    private static void joins() {
        assertThat(inOther("--pid", "cat /proc/1/comm")).isEqualTo("probe");
        assertThat(inOther("--ipc", "cat /dev/shm/token")).isEqualTo("there");
        assertThat(inOther("--network", "ls /sys/class/net")).isEqualTo("lo");
        assertThat(site.dump("--network", "container:other").value("ns.user"))
                .isEqualTo(site.dump("--pid", "container:other").value("ns.user"));
    }

    private static String inOther(String option, String script) {
        return site.succeeds("run", "--rm", option, "container:other", "box", "sh", "-c", script)
                .line();
    }

    private static Probe host() throws Exception {
        return site.host(Prober.tree() + "/bin/probe", "dump").finish().probe();
    }
}
