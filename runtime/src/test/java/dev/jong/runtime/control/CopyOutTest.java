package dev.jong.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Machine;
import dev.jong.runtime.plan.PlanText;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyOutTest {
    @Test
    void L17_files_are_opened_in_the_container_s_root_and_read_up_to_a_limit() {
        assertThat(plan(Host.Isolation.ROOT).before().stream().map(PlanText::call))
                .containsExactly(
                        "r0 = pidfd_open(42, 0)",
                        "check_start(42, 777)",
                        "r1 = openat(AT_FDCWD, \"/proc/42/root\", O_CLOEXEC|O_PATH|0x10000)",
                        "check_start(42, 777)",
                        "r2 = openat2(r1, \"etc/passwd\", {0x900, in the root}, 24) or go on",
                        "skip(r2, 4)",
                        "r3 = openat(AT_FDCWD, \"/run/x\", O_WRONLY|O_CREAT|O_CLOEXEC|0x80, 0600)",
                        "sendfile(r3, r2, 0, 100) or go on",
                        "close(r3)",
                        "close(r2)");
    }

    @Test
    void goes_into_the_user_namespace_without_privileges() {
        assertThat(plan(Host.Isolation.ROOTLESS).before().stream().map(PlanText::call))
                .contains("setns(r0, CLONE_NEWUSER) or EINVAL");
    }

    private static LaunchPlan plan(Host.Isolation isolation) {
        Host.Identity identity = new Host.Identity(0, 65536, 0, 1024, 0);
        Host host = new Host(Machine.X86_64, isolation, new Cgroups.None("none"), identity);
        return new CopyOut(host).plan(42, 777, Map.of("etc/passwd", "/run/x"), 100, false);
    }
}
