package dev.jong.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.runtime.capability.Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Capabilities, filters, masks, devices, limits of a process, kernel parameters.
@Tag("root")
class SecurityOptionsTest {
    private static final long HOST = hostCapabilities();

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
    void cap_add_and_cap_drop_change_the_set() {
        long usual = site.dump().capabilities("Bnd");
        assertThat(site.dump("--cap-drop", "ALL").capabilities("Bnd")).isZero();
        assertThat(site.dump("--cap-drop", "chown").capabilities("Bnd")).isEqualTo(usual & ~1L);
        assertThat(site.dump("--cap-drop", "CAP_CHOWN").capabilities("Eff")).isEqualTo(usual & ~1L);
        assertThat(site.dump("--cap-add", "NET_RAW").capabilities("Eff"))
                .isEqualTo(usual | 1L << 13);
        assertThat(site.dump("--cap-drop", "ALL", "--cap-add", "NET_RAW").capabilities("Prm"))
                .isEqualTo(1L << 13);
        assertThat(site.dump("--cap-add", "ALL").capabilities("Bnd")).isEqualTo(HOST);
        assertThat(site.dump("--cap-add", "ALL", "--cap-drop", "SYS_ADMIN").capabilities("Bnd"))
                .isEqualTo(HOST & ~(1L << 21));
    }

    /// The result is (usual and added, less dropped), cut by what the host has; inheritable and ambient stay empty.
    @Test
    void Q16_any_mix_of_added_and_dropped_capabilities_comes_out_as_computed() {
        long usual = site.dump().capabilities("Bnd");
        Random random = new Random(16);
        for (int round = 0; round < 40; round++) {
            long added = random.nextLong() & random.nextLong() & HOST;
            long dropped = random.nextLong() & random.nextLong() & HOST & ~added;
            List<String> options = new ArrayList<>();
            Capability.fromMask(added)
                    .forEach(capability -> options.add("--cap-add=" + capability));
            Capability.fromMask(dropped)
                    .forEach(capability -> options.add("--cap-drop=" + capability));
            Probe probe = site.dump(options.toArray(new String[0]));
            long wanted = (usual | added) & ~dropped;
            for (String set : new String[] {"Bnd", "Prm", "Eff"}) {
                assertThat(probe.capabilities(set)).as(set + " of " + options).isEqualTo(wanted);
            }
            assertThat(probe.capabilities("Inh") | probe.capabilities("Amb")).isZero();
        }
    }

    @Test
    void a_capability_makes_its_system_calls_work() {
        assertThat(site.attempts("--cap-add", "SYS_ADMIN").value("try.unshare-mount"))
                .isEqualTo("OK");
        assertThat(site.attempts("--cap-add", "NET_RAW").value("try.socket-packet"))
                .isEqualTo("OK");
        assertThat(site.attempts("--cap-add", "SYS_ADMIN").value("try.sethostname"))
                .isEqualTo("OK");
        // A node can be made then, but the root file system opens none.
        assertThat(site.attempts("--cap-add", "MKNOD").value("try.mknod-null")).isEqualTo("EACCES");
        assertThat(site.attempts("--cap-add", "MKNOD").value("try.mknod-disk")).isEqualTo("EPERM");
    }

    @Test
    void a_capability_that_the_host_lacks_stops_the_start() {
        Set<Capability> all = Set.of(Capability.values());
        for (Capability capability : all) {
            if ((HOST >> capability.number() & 1) == 0) {
                Result result =
                        site.jong("run", "--rm", "--cap-add", capability.name(), "box", "true");
                assertThat(result.code()).isEqualTo(125);
                assertThat(result.err()).contains(capability.name());
            }
        }
    }

    @Test
    void seccomp_profile_of_a_file_is_applied() {
        site.file(
                "profile.json",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\",\"mkdirat\"],\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":28}]}");
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "--security-opt",
                        "seccomp=profile.json",
                        "box",
                        "mkdir",
                        "/x");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("No space left");
        assertThat(site.dump("--security-opt", "seccomp=unconfined").value("status.Seccomp"))
                .isEqualTo("0");
        assertThat(
                        site.dump("--privileged", "--security-opt", "seccomp=builtin")
                                .value("status.Seccomp"))
                .as("asked for, whatever else is")
                .isEqualTo("2");
        assertThat(site.dump("--security-opt", "seccomp=builtin").value("status.Seccomp"))
                .isEqualTo("2");
        site.file("bad.json", "{\"defaultAction\":\"SCMP_ACT_NOSUCH\"}");
        for (String profile : new String[] {"bad.json", "missing.json"}) {
            assertThat(
                            site.jong(
                                            "run",
                                            "--rm",
                                            "--security-opt",
                                            "seccomp=" + profile,
                                            "box",
                                            "true")
                                    .code())
                    .as(profile)
                    .isEqualTo(125);
        }
    }

    @Test
    void no_new_privileges_keeps_set_uid_programs_from_working() throws Exception {
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Shell.run("cp", tree + "/bin/probe", tree + "/bin/raised");
        Shell.run("chmod", "4755", tree + "/bin/raised");
        site.image("setuid", tree);
        assertThat(
                        site.succeeds("run", "--rm", "-u", "alice", "setuid", "raised", "dump")
                                .probe()
                                .value("status.Uid"))
                .isEqualTo("1000 0 0 0");
        Probe kept =
                site.succeeds(
                                "run",
                                "--rm",
                                "-u",
                                "alice",
                                "--security-opt",
                                "no-new-privileges",
                                "setuid",
                                "raised",
                                "dump")
                        .probe();
        assertThat(kept.value("status.Uid")).isEqualTo("1000 1000 1000 1000");
        assertThat(kept.value("status.NoNewPrivs")).isEqualTo("1");
        assertThat(
                        site.dump("--security-opt", "no-new-privileges:false")
                                .value("status.NoNewPrivs"))
                .isEqualTo("0");
    }

    @Test
    void systempaths_unconfined_shows_what_is_masked() {
        Probe probe = site.dump("--security-opt", "systempaths=unconfined");
        assertThat(probe.mount("/proc/keys")).isEmpty();
        assertThat(probe.mount("/proc/sys")).isEmpty();
    }

    @Test
    void protections_that_the_host_can_not_give_stop_the_start() {
        assertThat(
                        site.jong("run", "--rm", "--security-opt", "label=type:x_t", "box", "true")
                                .code())
                .isEqualTo(125);
        assertThat(site.jong("run", "--rm", "--security-opt", "nonsense", "box", "true").code())
                .isEqualTo(125);
        if (!Files.isDirectory(Path.of("/sys/kernel/security/apparmor"))) {
            assertThat(
                            site.jong(
                                            "run",
                                            "--rm",
                                            "--security-opt",
                                            "apparmor=some",
                                            "box",
                                            "true")
                                    .code())
                    .isEqualTo(125);
        }
    }

    @Test
    void privileged_gives_everything() {
        Probe probe = site.dump("--privileged");
        assertThat(probe.capabilities("Eff")).isEqualTo(HOST);
        assertThat(probe.value("status.Seccomp")).isEqualTo("0");
        assertThat(probe.mount("/proc/keys")).isEmpty();
        assertThat(probe.mount("/sys").orElseThrow().readOnly()).isFalse();
        assertThat(probe.below("dev.")).hasSizeGreaterThan(site.dump().below("dev.").size());
        assertThat(site.attempts("--privileged").value("try.mount-tmpfs")).isEqualTo("OK");
    }

    @Test
    void device_is_there_and_may_be_opened_as_told() {
        Probe probe =
                site.dump(
                        "--device",
                        "/dev/null:/dev/x/nothing",
                        "--device",
                        "/dev/zero:/dev/void:r");
        assertThat(probe.value("dev./dev/x/nothing")).startsWith("character 1:3 ");
        assertThat(probe.value("dev./dev/void")).startsWith("character 1:5 ");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--device",
                                        "/dev/zero:/dev/void",
                                        "box",
                                        "sh",
                                        "-c",
                                        "head -c 3 /dev/void | wc -c")
                                .line())
                .isEqualTo("3");
        assertThat(site.jong("run", "--rm", "--device", "/dev/no-such", "box", "true").code())
                .isEqualTo(125);
        assertThat(site.jong("run", "--rm", "--device", "/etc/passwd", "box", "true").code())
                .isEqualTo(125);
    }

    @Test
    void a_disk_can_be_opened_only_when_it_was_given() throws Exception {
        String disk =
                Shell.script(
                                Path.of("/"),
                                "for d in /dev/vda /dev/sda /dev/loop*; do [ -b $d ] && head -c 1 $d >/dev/null 2>&1 && { echo $d; break; }; done; true")
                        .strip();
        Needs.that(!disk.isEmpty(), "a block device that root may open");
        assertThat(
                        site.jong(
                                        "run",
                                        "--rm",
                                        "--device",
                                        disk + ":/dev/disk:r",
                                        "box",
                                        "sh",
                                        "-c",
                                        "head -c 1 /dev/disk >/dev/null")
                                .code())
                .isZero();
        Result written =
                site.jong(
                        "run",
                        "--rm",
                        "--device",
                        disk + ":/dev/disk:r",
                        "box",
                        "sh",
                        "-c",
                        ": >> /dev/disk");
        assertThat(written.code()).isNotZero();
        assertThat(written.err()).contains("not permitted");
    }

    @Test
    void ulimits_are_set_and_impossible_ones_stop_the_start() {
        Probe probe =
                site.dump(
                        "--ulimit",
                        "nofile=99:100",
                        "--ulimit",
                        "nproc=50",
                        "--ulimit",
                        "cpu=7:8",
                        "--ulimit",
                        "core=1000");
        assertThat(probe.value("rlimit.nofile")).isEqualTo("99:100");
        assertThat(probe.value("rlimit.nproc")).isEqualTo("50:50");
        assertThat(probe.value("rlimit.cpu")).isEqualTo("7:8");
        assertThat(probe.value("rlimit.core")).isEqualTo("1000:1000");
        for (String limit : new String[] {"nosuch=1", "nofile=5:4", "nofile=x", "nofile"}) {
            assertThat(site.jong("run", "--rm", "--ulimit", limit, "box", "true").code())
                    .as(limit)
                    .isEqualTo(125);
        }
    }

    @Test
    void L27_a_limit_above_the_host_s_is_refused_before_the_start() {
        Needs.that((HOST >> 24 & 1) == 0, "a host without the resource capability");
        Result result = site.jong("run", "--rm", "--ulimit", "nofile=900000000", "box", "true");
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        assertThat(result.err()).contains("nofile");
    }

    @Test
    void sysctls_are_set_in_the_container_only() {
        String before =
                Shell.run("cat", "/proc/sys/kernel/msgmax", "/proc/sys/net/ipv4/ip_forward");
        Probe probe =
                site.dump(
                        "--sysctl",
                        "kernel.msgmax=12345",
                        "--sysctl",
                        "net.ipv4.ip_forward=1",
                        "--sysctl",
                        "net.core.somaxconn=77");
        assertThat(probe.value("sysctl.kernel.msgmax")).isEqualTo("12345");
        assertThat(probe.value("sysctl.net.ipv4.ip_forward")).isEqualTo("1");
        assertThat(probe.value("sysctl.net.core.somaxconn")).isEqualTo("77");
        assertThat(Shell.run("cat", "/proc/sys/kernel/msgmax", "/proc/sys/net/ipv4/ip_forward"))
                .isEqualTo(before);
    }

    @Test
    void L21_sysctls_of_the_host_and_values_with_tricks_are_refused() {
        String[][] lines = {
            {"--sysctl", "kernel.core_pattern=|/x"},
            {"--sysctl", "kernel.panic=1"},
            {"--sysctl", "vm.overcommit_memory=1"},
            {"--sysctl", "kernel.shm_rmid_forced=1+kernel.core_pattern=x"},
            {"--sysctl", "kernel.msgmax=1\nkernel.panic=1"},
            {"--sysctl", "net/../kernel/panic=1"},
            {"--sysctl", "net.ipv4..ip_forward=1"},
            {"--sysctl", "kernel.hostname=x"},
            {"--network", "host", "--sysctl", "net.ipv4.ip_forward=1"},
            {"--ipc", "host", "--sysctl", "kernel.msgmax=1"},
            {"--uts", "host", "--sysctl", "kernel.domainname=x"}
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
    void oom_score_adj_is_set_and_checked() {
        assertThat(site.dump("--oom-score-adj", "321").value("oom_score_adj")).isEqualTo("321");
        assertThat(site.jong("run", "--rm", "--oom-score-adj", "1001", "box", "true").code())
                .isEqualTo(125);
    }

    private static long hostCapabilities() {
        String bounding = Shell.run("sed", "-n", "s/^CapEff:.//p", "/proc/self/status");
        return Long.parseUnsignedLong(bounding.strip(), 16);
    }
}
