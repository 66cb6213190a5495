package dev.jong.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hierarchy as systemd makes it for a user, of plain files.
class DelegatedGroupTest {
    private static final String ALL = "cpu memory pids\n";
    private static final String SCOPE = "/user/manager/app/run.scope";

    @TempDir Path mount;

    @BeforeEach
    void make() throws IOException {
        group("/user/manager", "", ALL, ALL);
        group("/user/manager/app", "", ALL, ALL);
        group(SCOPE, "17\n18\n", ALL, "");
    }

    @Test
    void takes_the_nearest_group_that_hands_controllers_down() {
        assertThat(find(SCOPE)).isEqualTo(new Cgroups.Unified(mount + "/user/manager/app/jong"));
    }

    @Test
    void passes_groups_that_hand_down_too_few_controllers_or_hold_processes() throws IOException {
        group("/user/manager/app", "", ALL, "pids\n");
        assertThat(find(SCOPE)).isEqualTo(new Cgroups.Unified(mount + "/user/manager/jong"));
        group("/user/manager/app", "5\n", ALL, ALL);
        assertThat(find(SCOPE)).isEqualTo(new Cgroups.Unified(mount + "/user/manager/jong"));
    }

    @Test
    void says_that_processes_are_in_the_way() throws IOException {
        group("/user/manager/app", "", ALL, "");
        group("/user/manager", "", ALL, "");
        assertThat(lacking()).contains(SCOPE, "holds processes");
    }

    @Test
    void says_that_no_controllers_are_there() throws IOException {
        group("/user/manager/app", "", "", "");
        group("/user/manager", "", "", "");
        group(SCOPE, "17\n", "cpu\n", "");
        assertThat(lacking()).contains(SCOPE, "memory and pids are not delegated");
    }

    @Test
    void a_group_of_somebody_else_is_none() throws IOException {
        Files.delete(mount.resolve("user/manager/app/run.scope/cgroup.procs"));
        assertThat(find(SCOPE))
                .isEqualTo(
                        new Cgroups.None("the cgroup " + SCOPE + " is not delegated to this user"));
    }

    @Test
    void never_leaves_the_hierarchy() throws IOException {
        group("/", "1\n", ALL, "");
        assertThat(find("/"))
                .isInstanceOfSatisfying(
                        Cgroups.Unified.class,
                        v2 -> {
                            assertThat(v2.parent()).isEqualTo(mount + "/jong");
                            assertThat(v2.lacking()).isNotEmpty();
                        });
    }

    private String lacking() {
        Cgroups found = find(SCOPE);
        assertThat(found).isInstanceOf(Cgroups.Unified.class);
        Cgroups.Unified v2 = (Cgroups.Unified) found;
        assertThat(v2.parent()).isEqualTo(mount + SCOPE + "/jong");
        return v2.lacking();
    }

    private Cgroups find(String own) {
        return new DelegatedGroup(mount.toString()).find(own);
    }

    private void group(String name, String processes, String controllers, String handedDown)
            throws IOException {
        Path group = Files.createDirectories(Path.of(mount + name));
        Files.writeString(group.resolve("cgroup.procs"), processes);
        Files.writeString(group.resolve("cgroup.controllers"), controllers);
        Files.writeString(group.resolve("cgroup.subtree_control"), handedDown);
    }
}
