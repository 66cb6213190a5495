package dev.jong.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Golden;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a default container sees of the host, and what it may try on it.
@Tag("root")
class VisibilityTest {
    private static final List<String> MASKED =
            List.of(
                    "/proc/acpi",
                    "/proc/asound",
                    "/proc/interrupts",
                    "/proc/kcore",
                    "/proc/keys",
                    "/proc/latency_stats",
                    "/proc/sched_debug",
                    "/proc/scsi",
                    "/proc/timer_list",
                    "/proc/timer_stats",
                    "/sys/devices/virtual/powercap",
                    "/sys/firmware",
                    "/sys/fs/selinux",
                    "/sys/devices/system/cpu/cpu0/thermal_throttle");

    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void P01_every_masked_path_that_exists_is_empty() {
        int found = 0;
        for (String path : MASKED) {
            if (!Files.exists(Path.of(path))) {
                continue;
            }
            found++;
            String look = Files.isDirectory(Path.of(path)) ? "ls -A " : "cat ";
            Result result =
                    site.jong(
                            "run",
                            "--rm",
                            "box",
                            "sh",
                            "-c",
                            look
                                    + path
                                    + "; (echo x > "
                                    + path
                                    + "/x) 2>/dev/null && echo written; true");
            assertThat(result.code()).as(path + result).isZero();
            assertThat(result.out()).as(path).isEmpty();
        }
        Needs.that(found > 0, "a path that is masked");
    }

    @Test
    void P09_every_mask_is_there_once_and_none_is_left_out() {
        Probe probe = site.dump();
        for (String path : MASKED) {
            assertThat(probe.mounts().stream().filter(mount -> mount.target().equals(path)))
                    .as(path)
                    .hasSize(Files.exists(Path.of(path)) ? 1 : 0);
        }
        for (String path : READ_ONLY) {
            assertThat(
                            probe.mounts().stream()
                                    .filter(mount ->
                                            mount.target().equals(path) && mount.readOnly()))
                    .as(path)
                    .hasSize(Files.exists(Path.of(path)) ? 1 : 0);
        }
    }

    @Test
    void P03_a_mask_can_not_be_taken_off_in_nested_namespaces() {
        assertThat(site.attempts().value("try.nested-unmask")).isEqualTo("EPERM");
        // Without the filter the kernel's lock on inherited mounts remains.
        assertThat(site.attempts("--security-opt", "seccomp=unconfined").value("try.nested-unmask"))
                .isEqualTo("EINVAL");
        assertThat(site.attempts("--security-opt", "seccomp=unconfined").value("try.umount-mask"))
                .isEqualTo("EPERM");
    }

    @Test
    void U09_a_default_container_makes_no_user_namespace() {
        for (String[] options : new String[][] {{}, {"-u", "alice"}, {"--cap-add", "NET_RAW"}}) {
            Probe attempts = site.attempts(options);
            for (String name : new String[] {"unshare-user", "clone-user"}) {
                assertThat(attempts.value("try." + name))
                        .as(name + " with " + String.join(" ", options))
                        .isEqualTo("EPERM");
            }
            assertThat(attempts.value("try.clone3")).isEqualTo("ENOSYS");
        }
    }

    @Test
    void P05_cgroups_can_not_be_used_to_get_out() {
        for (String[] options :
                new String[][] {{}, {"-m", "64m", "--cpus", "1"}, {"--cgroupns", "host"}}) {
            Probe attempts = site.attempts(options);
            for (String name :
                    new String[] {
                        "write-release_agent",
                        "write-cgroup-procs",
                        "mkdir-cgroup",
                        "write-cgroup-limit",
                        "write-devices-allow",
                        "write-cgroup-root",
                        "mount-cgroup",
                        "unshare-cgroup"
                    }) {
                assertThat(attempts.value("try." + name))
                        .as(name + " with " + String.join(" ", options))
                        .isNotEqualTo("OK");
            }
            Probe probe = site.dump(options);
            assertThat(probe.mounts().stream().filter(mount -> mount.type().startsWith("cgroup")))
                    .allMatch(Probe.Mount::readOnly);
        }
        assertThat(site.dump().value("cgroups")).doesNotContain("jong");
    }

    @Test
    void P07_no_process_of_the_engine_is_seen() {
        site.succeeds("run", "-d", "--name", "watched", "box", "probe", "wait");
        for (String[] options : new String[][] {{}, {"--init"}, {"--pid", "container:watched"}}) {
            assertThat(site.attempts(options).value("try.see-engine"))
                    .as(String.join(" ", options))
                    .isEqualTo("ESRCH");
        }
        String names =
                site.succeeds("run", "--rm", "box", "sh", "-c", "cat /proc/[0-9]*/comm").text();
        assertThat(names.lines())
                .isNotEmpty()
                .allMatch(name -> name.equals("sh") || name.equals("cat"));
        site.succeeds("rm", "-f", "watched");
    }

    @Test
    void P11_no_device_leads_to_the_host() throws Exception {
        Probe probe = site.dump();
        for (String name :
                new String[] {
                    "mem",
                    "kmem",
                    "port",
                    "kmsg",
                    "fuse",
                    "kvm",
                    "vda",
                    "sda",
                    "loop0",
                    "loop-control",
                    "net/tun",
                    "mapper/control",
                    "vsock"
                }) {
            assertThat(probe.find("dev./dev/" + name)).as(name).isEmpty();
        }
        for (String[] options :
                new String[][] {
                    {}, {"--cap-add", "MKNOD"}, {"--cap-add", "MKNOD", "--cap-add", "SYS_ADMIN"}
                }) {
            attemptsToMakeNodesFail(site.attempts(options), String.join(" ", options));
        }
        // Nodes that root of the host made in a directory that is mounted.
        Path nodes = site.directory("work/nodes");
        Shell.script(
                nodes,
                "mknod kmsg c 1 11; mknod mem c 1 1; mknod disk b 254 0; mknod null c 1 3; chmod 666 *");
        for (String node : new String[] {"kmsg", "mem", "disk", "null"}) {
            Result result =
                    site.jong(
                            "run",
                            "--rm",
                            "-v",
                            nodes + ":/n",
                            "box",
                            "head",
                            "-c",
                            "1",
                            "/n/" + node);
            assertThat(result.code()).as(node + result).isNotZero();
            assertThat(result.err()).as(node).containsAnyOf("ermission denied", "not permitted");
        }
    }

    /// On a file system that opens nodes the device cgroup still says no.
    @Test
    void P11_a_node_on_an_open_file_system_is_refused_by_the_device_cgroup() {
        Needs.controller("devices");
        for (String node : new String[] {"c 1 11", "c 1 1", "b 7 0", "c 10 229", "c 10 232"}) {
            Result result =
                    site.jong(
                            "run",
                            "--rm",
                            "--cap-add",
                            "MKNOD",
                            "--tmpfs",
                            "/t:dev",
                            "box",
                            "sh",
                            "-c",
                            "mknod /t/n " + node + " && head -c 1 /t/n");
            assertThat(result.code()).as(node + result).isNotZero();
            assertThat(result.err()).as(node).contains("not permitted");
        }
        assertThat(
                        site.jong(
                                        "run",
                                        "--rm",
                                        "--cap-add",
                                        "MKNOD",
                                        "--tmpfs",
                                        "/t:dev",
                                        "box",
                                        "sh",
                                        "-c",
                                        "mknod /t/n c 1 3 && cat /t/n")
                                .code())
                .isZero();
    }

    @Test
    void P13_the_known_escapes_do_not_work_for_root() {
        Golden.matches("attempts/root", verdicts(site.attempts("-t")));
    }

    @Test
    void P13_the_known_escapes_do_not_work_for_ordinary_users() {
        try (Account account = Account.withRange();
                Site rootless = Site.open(account)) {
            Golden.matches("attempts/rootless", verdicts(rootless.attempts("-t")));
        }
        try (Account account = Account.single();
                Site rootless = Site.open(account)) {
            Golden.matches("attempts/rootless", verdicts(rootless.attempts("-t")));
        }
    }

    @Test
    void P13_the_known_escapes_do_not_work_for_an_ordinary_user_inside() {
        Golden.matches("attempts/alice", verdicts(site.attempts("-t", "-u", "alice")));
    }

    private static void attemptsToMakeNodesFail(Probe attempts, String options) {
        new TreeMap<>(attempts.below("try.mknod-"))
                .forEach((name, verdict) ->
                        assertThat(verdict)
                                .as("mknod-" + name + " with " + options)
                                .isIn("EPERM", "EACCES"));
    }

    /// Which error it is differs between kernels; whether it works must not.
    private static List<String> verdicts(Probe attempts) {
        Map<String, String> sorted = new TreeMap<>(attempts.below("try."));
        return sorted.entrySet().stream()
                .map(attempt ->
                        attempt.getKey()
                                + ": "
                                + (attempt.getValue().strip().startsWith("OK") ? "OK" : "refused"))
                .toList();
    }
}
