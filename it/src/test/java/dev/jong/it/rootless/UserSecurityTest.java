package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Capabilities, filters, devices, limits of a process and kernel parameters, for users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserSecurityTest extends AsUsers {
    UserSecurityTest(Ids ids) {
        super(ids);
    }

    @Test
    void capabilities_are_those_of_the_user_namespace() {
        long usual = site.dump().capabilities("Bnd");
        assertThat(usual >> 21 & 1).as("SYS_ADMIN").isZero();
        assertThat(site.dump("--cap-drop", "ALL").capabilities("Eff")).isZero();
        assertThat(site.dump("--cap-add", "NET_RAW").capabilities("Eff"))
                .isEqualTo(usual | 1L << 13);
        assertThat(site.attempts("--cap-add", "SYS_ADMIN").value("try.unshare-mount"))
                .isEqualTo("OK");
        assertThat(site.attempts("--cap-add", "NET_RAW").value("try.socket-packet"))
                .isEqualTo("OK");
        assertThat(site.attempts("--cap-add", "MKNOD").value("try.mknod-null")).isEqualTo("EPERM");
    }

    @Test
    void U09_a_default_container_makes_no_user_namespace() {
        assertThat(site.attempts().below("try."))
                .extractingByKey("unshare-user")
                .isNotEqualTo("OK");
    }

    @Test
    void filters_and_no_new_privileges_are_applied() {
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
        assertThat(result.err()).contains("No space left");
        assertThat(site.dump().value("status.Seccomp")).isEqualTo("2");
        assertThat(site.dump("--security-opt", "seccomp=unconfined").value("status.Seccomp"))
                .isEqualTo("0");
        assertThat(site.dump("--security-opt", "no-new-privileges").value("status.NoNewPrivs"))
                .isEqualTo("1");
        assertThat(site.dump("--security-opt", "systempaths=unconfined").mount("/proc/keys"))
                .isEmpty();
        Refusal.of(site, "label", "--security-opt", "label=type:x_t");
    }

    @Test
    void privileged_is_everything_of_the_user_namespace_and_nothing_more() {
        Probe probe = site.dump("--privileged");
        assertThat(probe.capabilities("Eff")).isEqualTo(probe.capabilities("Bnd")).isNotZero();
        assertThat(probe.value("status.Seccomp")).isEqualTo("0");
        assertThat(site.attempts("--privileged").value("try.mount-tmpfs")).isEqualTo("OK");
        assertThat(site.attempts("--privileged").value("try.mknod-disk")).isEqualTo("EPERM");
        String script =
                "for d in /dev/vda /dev/sda /dev/loop0 /dev/mem /dev/kmsg; do head -c 1 $d 2>/dev/null; done";
        Result result = site.jong("run", "--rm", "--privileged", "box", "sh", "-c", script);
        assertThat(result.out()).as("bytes of the host's disks").isEmpty();
    }

    @Test
    void devices_that_the_caller_may_open_are_there() {
        Probe probe =
                site.dump(
                        "--device", "/dev/null:/dev/x/nothing", "--device", "/dev/zero:/dev/void");
        assertThat(probe.value("dev./dev/x/nothing")).startsWith("character 1:3 ");
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
    }

    @Test
    void limits_of_a_process_are_set_and_those_above_the_host_s_refused() {
        Probe probe = site.dump("--ulimit", "nofile=99:100", "--ulimit", "core=1000");
        assertThat(probe.value("rlimit.nofile")).isEqualTo("99:100");
        assertThat(probe.value("rlimit.core")).isEqualTo("1000:1000");
        Refusal.of(site, "nofile", "--ulimit", "nofile=900000000");
        Refusal.of(site, "--oom-score-adj", "--oom-score-adj", "-500");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--oom-score-adj",
                                        "500",
                                        "box",
                                        "cat",
                                        "/proc/self/oom_score_adj")
                                .line())
                .isEqualTo("500");
    }

    @Test
    void sysctls_of_the_container_s_own_namespaces_are_set() {
        Probe probe =
                site.dump("--sysctl", "kernel.msgmax=12345", "--sysctl", "net.ipv4.ip_forward=1");
        assertThat(probe.value("sysctl.kernel.msgmax")).isEqualTo("12345");
        assertThat(probe.value("sysctl.net.ipv4.ip_forward")).isEqualTo("1");
        assertThat(site.jong("run", "--rm", "--sysctl", "kernel.panic=1", "box", "true").code())
                .isEqualTo(125);
    }

    @Test
    void a_container_limit_that_can_not_be_applied_stops_the_start_by_name() throws Exception {
        if (!site.succeeds("doctor").text().contains("cgroups     none")) {
            return;
        }
        String[][] limits = {
            {"--memory", "64m"},
            {"--cpus", "0.5"},
            {"--cpu-shares", "512"},
            {"--cpuset-cpus", "0"},
            {"--pids-limit", "10"}
        };
        for (String[] limit : limits) {
            Refusal.of(site, limit[0], limit);
        }
        Refusal.of(site, "(--device)", "--device", "/dev/zero:/dev/void:r");
        assertThat(site.jong("run", "--rm", "--pids-limit", "-1", "box", "true").code()).isZero();
    }
}
