package dev.jong.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FindCgroupsTest {
    private static final String V1 =
            """
            24 30 0:22 / /sys rw,nosuid shared:7 - sysfs sysfs rw
            32 24 0:28 / /sys/fs/cgroup ro shared:9 - tmpfs tmpfs ro,mode=755
            33 32 0:29 / /sys/fs/cgroup/unified rw shared:10 - cgroup2 cgroup2 rw,nsdelegate
            35 32 0:31 / /sys/fs/cgroup/cpu,cpuacct rw shared:12 - cgroup cgroup rw,cpu,cpuacct
            36 32 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            37 32 0:33 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd
            """;

    @Test
    void finds_the_controllers_of_v1_and_the_mount_of_v2() {
        FindCgroups.Mounts mounts = FindCgroups.mounts(V1);
        assertThat(mounts.unified()).isEqualTo("/sys/fs/cgroup/unified");
        assertThat(mounts.controllers())
                .isEqualTo(
                        Map.of(
                                "cpu",
                                "/sys/fs/cgroup/cpu,cpuacct",
                                "memory",
                                "/sys/fs/cgroup/memory",
                                "name=systemd",
                                "/sys/fs/cgroup/systemd"));
    }

    @Test
    void finds_v2_alone() {
        String line =
                "33 32 0:29 / /sys/fs/cgroup rw,nosuid shared:10 master:2 - cgroup2 cgroup rw\n";
        assertThat(FindCgroups.mounts(line))
                .isEqualTo(new FindCgroups.Mounts("/sys/fs/cgroup", Map.of()));
    }

    @Test
    void takes_no_other_file_system_for_cgroups() {
        String lines =
                "1 2 0:3 / /a rw - cgroupfs-fuse x rw,memory\n1 2 0:3 / /b rw - fuse cgroup rw,pids\n";
        assertThat(FindCgroups.mounts(lines)).isEqualTo(new FindCgroups.Mounts("", Map.of()));
    }

    @Test
    void Z13_skips_lines_that_are_none() {
        OddLines.of(V1).forEach(text -> assertThat(FindCgroups.mounts(text)).isNotNull());
        String odd = " - cgroup\n - cgroup2 x\n1 2 - cgroup x memory\nnonsense\n\n";
        assertThat(FindCgroups.mounts(odd + V1)).isEqualTo(FindCgroups.mounts(V1));
    }

    @Test
    void finds_the_own_group_of_v2() {
        assertThat(FindCgroups.ownGroup("12:pids:/user\n0::/user.slice/a b\n"))
                .isEqualTo("/user.slice/a b");
        assertThat(FindCgroups.ownGroup("12:pids:/user\n")).isEqualTo("/");
        assertThat(FindCgroups.ownGroup("0::odd\n")).isEqualTo("/");
        OddLines.of("0::/user.slice\n")
                .forEach(text -> assertThat(FindCgroups.ownGroup(text)).startsWith("/"));
    }

    @Test
    void offers_no_cgroups_without_namespaces() {
        assertThat(FindCgroups.find(Host.Isolation.CHROOT)).isInstanceOf(Cgroups.None.class);
        assertThat(FindCgroups.find(Host.Isolation.NONE)).isInstanceOf(Cgroups.None.class);
    }
}
