package dev.jong.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.spec.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriverMountsTest {
    private static final Host ROOT = Specs.root(new Cgroups.None("none"));
    private static final Host USER = Specs.rootless(65536);

    @Test
    void V07_devices_on_a_disk_can_t_be_opened() {
        LaunchPlan plan = plan(ROOT, volume("", "ext4", "/dev/sdb1", "ro,noexec"));
        // The container may not open the device, and has no way to a server.
        assertThat(Plans.before(plan))
                .anyMatch(call -> call.contains("\"source\", \"/dev/sdb1\""))
                .anyMatch(call -> call.contains("fsconfig(") && call.contains("\"ro\""));
        assertThat(Plans.before(plan).stream().filter(call -> call.contains("fsmount(")).toList())
                .anyMatch(call ->
                        call.contains("MOUNT_ATTR_NODEV")
                                && call.contains("MOUNT_ATTR_NOEXEC")
                                && call.contains("MOUNT_ATTR_RDONLY"));
        assertThat(Plans.attributes(plan, "/d")).contains("MOUNT_ATTR_NODEV");
    }

    @Test
    void a_directory_of_the_host_is_mounted_as_it_is() {
        LaunchPlan plan = plan(USER, volume("", "none", "/srv/site", "bind,ro"));
        assertThat(Plans.child(plan)).anyMatch(call -> call.contains("\"/srv/site\""));
        assertThat(Plans.attributes(plan, "/d"))
                .contains("MOUNT_ATTR_NODEV")
                .contains("MOUNT_ATTR_RDONLY");
        LaunchPlan part = plan(USER, volume("sub", "none", "/srv/site", "bind"));
        assertThat(Plans.child(part)).anyMatch(call -> call.contains("RESOLVE_BENEATH"));
    }

    @Test
    void memory_is_had_by_one_container_until_it_ends() {
        LaunchPlan plan = plan(USER, volume("", "tmpfs", "tmpfs", "size=1m"));
        assertThat(Plans.before(plan))
                .anyMatch(call -> call.contains("/volumes/data/used.lock"))
                .anyMatch(call -> call.startsWith("flock("));
        int lock =
                plan.before().stream()
                        .filter(op -> PlanText.call(op).contains("used.lock"))
                        .findFirst()
                        .orElseThrow()
                        .result();
        // What the end does before must leave the descriptor alone.
        assertThat(plan.exit()).noneMatch(op -> op.result() == lock);
        assertThat(plan.exit()).anyMatch(op -> PlanText.call(op).equals("close(r" + lock + ")"));
    }

    @Test
    void what_only_root_can_mount_is_refused_for_users_before_anything_is_done() {
        for (List<String> one :
                List.of(
                        List.of("ext4", "/dev/sdb1", "rw"),
                        List.of("nfs", ":/srv", "addr=192.0.2.7"))) {
            Spec.Mount mount = volume("", one.get(0), one.get(1), one.get(2));
            assertThatThrownBy(() -> plan(USER, mount))
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> {
                                assertThat(e.kind()).isEqualTo(ErrorKind.PRECONDITION);
                                assertThat(e.hint()).contains("o=bind");
                            })
                    .hasMessageContaining("cannot mount " + one.get(0));
        }
    }

    @Test
    void a_part_can_be_mounted_of_a_directory_only() {
        assertThatThrownBy(() -> plan(ROOT, volume("sub", "ext4", "/dev/sdb1", "")))
                .hasMessageContaining("cannot mount a part of the volume data");
    }

    private static Spec.Mount volume(String subpath, String type, String device, String o) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("type", type);
        options.put("device", device);
        options.put("o", o);
        return new Spec.Mount.Volume(
                "data", subpath, "/d", false, false, false, options, "-v data:/d");
    }

    private static LaunchPlan plan(Host host, Spec.Mount mount) {
        Spec spec = Specs.spec();
        return Specs.plan(host, Specs.with(spec, spec.root(), List.of(mount)));
    }
}
