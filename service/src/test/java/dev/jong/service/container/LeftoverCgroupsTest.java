package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.host.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverCgroupsTest {
    @TempDir Path mount;

    @Test
    void removes_the_groups_of_one_container_and_leaves_those_in_use() throws IOException {
        Path pids = Files.createDirectories(mount.resolve("pids/jong/one"));
        Path other = Files.createDirectories(mount.resolve("pids/jong/two"));
        Path used = Files.createDirectories(mount.resolve("cpu/jong/one/child")).getParent();
        Map<String, String> controllers =
                Map.of("pids", mount + "/pids", "cpu", mount + "/cpu", "memory", mount + "/memory");
        new LeftoverCgroups(() -> new Cgroups.Split(controllers, false)).remove("one");
        assertThat(pids).doesNotExist();
        assertThat(other).exists();
        assertThat(used).exists();
    }

    @Test
    void removes_the_one_group_of_a_unified_hierarchy() throws IOException {
        Path group = Files.createDirectories(mount.resolve("one"));
        new LeftoverCgroups(() -> new Cgroups.Unified(mount.toString())).remove("one");
        assertThat(group).doesNotExist();
    }
}
