package dev.jong.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.spec.Spec;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserMountsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/proc",
                "/proc/self",
                "/proc/self/attr",
                "/proc/sys",
                "/proc/sys/kernel/core_pattern",
                "/proc/1/attr/exec",
                "/proc/cpuinfo/x",
                "/sys",
                "/sys/kernel",
                "/sys/firmware",
                "/sys/fs",
                "/sys/fs/cgroupx"
            })
    void L07_nothing_covers_the_kernel_s_files(String target) {
        for (Spec.Mount mount :
                List.of(
                        Specs.bind("/a", target, false),
                        Specs.tmpfs(target),
                        new Spec.Mount.Writable(target, "VOLUME"))) {
            assertThatThrownBy(() -> plan(mount))
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining("cannot mount over " + target)
                    .hasMessageContaining(mount.origin());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/cpuinfo",
                "/proc/meminfo",
                "/proc/stat",
                "/proc/uptime",
                "/sys/fs/cgroup",
                "/sys/fs/cgroup/memory",
                "/procx",
                "/system",
                "/dev",
                "/dev/shm"
            })
    void L07_leaves_that_tell_numbers_may_be_covered(String target) {
        LaunchPlan plan = plan(Specs.bind("/a", target, false));
        assertThat(Plans.indexOf(plan, "\"" + target + "\"")).isNotNegative();
    }

    @Test
    void L07_a_link_of_the_image_into_proc_leads_nowhere_yet() {
        LaunchPlan plan = plan(Specs.bind("/a", "/innocent", false));
        assertThat(Plans.indexOf(plan, "ensure_like(\"/innocent\","))
                .isBetween(0, Plans.indexOf(plan, "ensure_like(\"/proc\",") - 1);
        assertThat(Plans.indexOf(plan, "\"/etc/hosts\""))
                .isLessThan(Plans.indexOf(plan, "ensure_like(\"/proc\","));
    }

    @Test
    void L13_everything_is_written_to_proc_before_anything_is_mounted_on_it() {
        LaunchPlan plan = plan(Specs.bind("/a", "/proc/uptime", false));
        int attached = Plans.indexOf(plan, "ensure_like(\"/proc\",");
        assertThat(Plans.indexOf(plan, "ip_unprivileged_port_start")).isBetween(0, attached - 1);
        assertThat(Plans.indexOf(plan, "\"/proc/uptime\"")).isGreaterThan(attached);
    }

    @Test
    void V09_a_source_is_opened_once_and_before_the_root_changes() {
        LaunchPlan plan = plan(Specs.bind("/host/source", "/x", false));
        List<String> calls = Plans.child(plan);
        assertThat(calls.stream().filter(call -> call.contains("/host/source"))).hasSize(1);
        assertThat(Plans.indexOf(plan, "/host/source"))
                .isLessThan(Plans.indexOf(plan, "pivot_root"));
    }

    @Test
    void V11_a_read_only_bind_is_read_only_with_everything_below() {
        assertThat(Plans.attributes(plan(Specs.bind("/a", "/b", true)), "/b"))
                .contains("AT_RECURSIVE, {set MOUNT_ATTR_RDONLY|MOUNT_ATTR_NODEV,");
    }

    @Test
    void refuses_two_mounts_in_one_place() {
        assertThatThrownBy(() -> plan(Specs.bind("/a", "/x", false), Specs.tmpfs("/x")))
                .hasMessageContaining("duplicate mount point: /x");
    }

    @Test
    void mounts_the_outer_before_the_inner_whatever_the_order() {
        LaunchPlan plan =
                plan(
                        Specs.bind("/1", "/data/a/b", false),
                        new Spec.Mount.Writable("/data", "VOLUME /data"),
                        Specs.tmpfs("/data/a"));
        int volume = Plans.indexOf(plan, "ensure_like(\"/data\",");
        int tmpfs = Plans.indexOf(plan, "ensure_like(\"/data/a\",");
        int bind = Plans.indexOf(plan, "ensure_like(\"/data/a/b\",");
        assertThat(volume).isPositive().isLessThan(tmpfs);
        assertThat(tmpfs).isLessThan(bind);
    }

    @Test
    void makes_a_tmpfs_safe_unless_it_is_asked_otherwise() {
        assertThat(fresh(tmpfs()))
                .contains("MOUNT_ATTR_NOSUID|MOUNT_ATTR_NODEV|MOUNT_ATTR_NOEXEC)")
                .contains("\"mode\", \"1777\"");
        assertThat(fresh(tmpfs("exec", "suid", "dev", "ro", "nr_inodes=5")))
                .contains("1, MOUNT_ATTR_RDONLY)")
                .contains("\"nr_inodes\", \"5\"");
    }

    @Test
    void leaves_a_dev_of_the_user_as_it_is() {
        LaunchPlan plan = plan(Specs.bind("/dev", "/dev", false));
        assertThat(Plans.count(plan, "mknodat")).isZero();
        assertThat(Plans.count(plan, "symlinkat")).isZero();
        assertThat(Plans.indexOf(plan, "devpts")).isNegative();
    }

    @Test
    void hides_files_with_the_null_device_of_the_host() {
        LaunchPlan plan = plan(Specs.bind("/evil", "/dev", false));
        assertThat(Plans.indexOf(plan, "open_tree(AT_FDCWD, \"/dev/null\""))
                .isLessThan(Plans.indexOf(plan, "pivot_root"));
        assertThat(Plans.child(plan)).noneMatch(call -> call.startsWith("mount(\"/dev/null\""));
    }

    @Test
    void the_files_that_jong_supplies_lie_on_a_volume_and_below_a_mount_of_their_own() {
        LaunchPlan plan =
                plan(Specs.bind("/a", "/etc", true), Specs.bind("/b", "/etc/hosts", false));
        int volume = Plans.indexOf(plan, "ensure_like(\"/etc\",");
        int name = Plans.indexOf(plan, "ensure_like(\"/etc/hostname\",");
        assertThat(name).isGreaterThan(volume);
        assertThat(Plans.child(plan).get(name)).endsWith(" or go on");
        assertThat(
                        Plans.child(plan).stream()
                                .filter(call -> call.contains("ensure_like(\"/etc/hosts\",")))
                .hasSize(1);
    }

    @Test
    void a_mount_that_the_host_cannot_see_is_not_called_shared() {
        Spec.Mount shared =
                new Spec.Mount.Bind("/proc", "/a", false, true, "rshared", "-v /proc:/a:rshared");
        Spec spec = Specs.spec();
        Spec sharing = Specs.with(spec, spec.root(), List.of(shared));
        assertThatThrownBy(() -> Specs.plan(Specs.rootless(65537), sharing))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("-v /proc:/a:rshared")
                .hasMessageContaining("user namespace");
    }

    @Test
    void only_binds_of_the_host_s_devices_bring_devices() {
        for (String source : List.of("/", "/dev", "/dev/dri")) {
            assertThat(Plans.attributes(plan(Specs.bind(source, "/x", true)), "/x"))
                    .as(source)
                    .contains("{set MOUNT_ATTR_RDONLY, ");
        }
        for (String source : List.of("/home", "/device", "/home/dev")) {
            assertThat(Plans.attributes(plan(Specs.bind(source, "/x", true)), "/x"))
                    .as(source)
                    .contains("MOUNT_ATTR_NODEV, ");
        }
    }

    private static Spec.Mount tmpfs(String... options) {
        return new Spec.Mount.Tmpfs(
                "/t", OptionalLong.empty(), OptionalInt.empty(), List.of(options), "--tmpfs /t");
    }

    /// The operations that make a mount, which are those with its reason.
    private static String fresh(Spec.Mount mount) {
        StringBuilder out = new StringBuilder();
        plan(mount).child().stream()
                .filter(op -> op.why().equals(mount.origin()))
                .forEach(op -> out.append(PlanText.call(op)).append('\n'));
        return out.toString();
    }

    private static LaunchPlan plan(Spec.Mount... mounts) {
        Spec spec = Specs.spec();
        return Specs.plan(Specs.root(Specs.v2()), Specs.with(spec, spec.root(), List.of(mounts)));
    }
}
