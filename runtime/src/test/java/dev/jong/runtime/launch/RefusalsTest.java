package dev.jong.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// What a rung can't do is refused, and every refusal names the option that asked for it.
class RefusalsTest {
    private static final Spec CHROOT = Specs.forChroot();

    @Test
    void a_chroot_takes_the_default_container_and_volumes_without_a_name() {
        List<Spec.Mount> volume = List.of(new Spec.Mount.Writable("/data", "VOLUME /data"));
        Spec spec = Specs.with(CHROOT, CHROOT.root(), volume);
        assertThat(Plans.count(Specs.plan(Specs.chroot(), spec), "move_mount")).isZero();
    }

    @Test
    void a_chroot_mounts_nothing() {
        Spec spec = Specs.with(CHROOT, CHROOT.root(), List.of(Specs.bind("/a", "/b", false)));
        assertRefused(spec, "mount /b", "-v /a:/b");
        assertRefused(Specs.with(CHROOT, CHROOT.root(), List.of(Specs.tmpfs("/t"))), "--tmpfs /t");
    }

    @Test
    void a_chroot_has_no_namespaces() {
        Spec.Namespace host = Specs.HOST;
        Spec.Namespace own = Specs.PRIVATE;
        Spec.Namespace other = Specs.OTHER;
        assertNamespacesRefused(
                new Spec.Namespaces(own, host, host, host, host, host), "--network");
        assertNamespacesRefused(
                new Spec.Namespaces(other, host, host, host, host, host), "--network");
        assertNamespacesRefused(new Spec.Namespaces(host, own, host, host, host, host), "--pid");
        assertNamespacesRefused(new Spec.Namespaces(host, other, host, host, host, host), "--pid");
        assertNamespacesRefused(new Spec.Namespaces(host, host, own, host, host, host), "--ipc");
        assertNamespacesRefused(new Spec.Namespaces(host, host, other, host, host, host), "--ipc");
        assertNamespacesRefused(new Spec.Namespaces(host, host, host, own, host, host), "--uts");
        assertNamespacesRefused(new Spec.Namespaces(host, host, host, other, host, host), "--uts");
        assertNamespacesRefused(
                new Spec.Namespaces(host, host, host, host, own, host), "--cgroupns");
        assertNamespacesRefused(
                new Spec.Namespaces(host, host, host, host, other, host), "--cgroupns");
    }

    @Test
    void a_chroot_seals_nothing_and_takes_no_other_root() {
        assertRefused(
                Specs.with(CHROOT, new Spec.Root.Layers(List.of("a"), true, true), List.of()),
                "--read-only");
        assertRefused(
                Specs.with(CHROOT, new Spec.Root.Directory("/r", false), List.of()), "--rootfs");
    }

    @Test
    void a_chroot_has_no_terminal_no_devices_and_no_settings() {
        Spec.Process p = CHROOT.process();
        Spec.Process terminal =
                new Spec.Process(
                        p.args(),
                        p.environment(),
                        p.workingDirectory(),
                        p.user(),
                        p.rlimits(),
                        OptionalInt.empty(),
                        false,
                        true);
        Spec.Process preferred =
                new Spec.Process(
                        p.args(),
                        p.environment(),
                        p.workingDirectory(),
                        p.user(),
                        p.rlimits(),
                        OptionalInt.of(9),
                        false,
                        false);
        assertRefused(Specs.with(CHROOT, terminal), "--tty");
        assertRefused(Specs.with(CHROOT, preferred), "--oom-score-adj");
        assertRefused(Specs.with(CHROOT, CHROOT.namespaces(), Map.of("net.x", "1")), "--sysctl");
        Spec.Device fuse = new Spec.Device('c', 10, 229, "/dev/fuse", "/dev/fuse", "rwm");
        assertRefused(Specs.with(CHROOT, Specs.limits(), List.of(fuse)), "--device");
    }

    @Test
    void limits_that_nobody_can_apply_stop_the_start() {
        Cgroups busy = new Cgroups.Unified("/sys/fs/cgroup/a/jong", "it holds processes");
        Host host = Specs.host(Host.Isolation.ROOTLESS, busy, 65537);
        assertThat(Plans.before(Specs.plan(host, Specs.spec())))
                .as("without limits it is good enough")
                .anyMatch(call -> call.contains("mkdirat"));
        Spec limited = Specs.with(Specs.spec(), Specs.everyLimit(), List.of());
        assertThatThrownBy(() -> Specs.plan(host, limited))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.PRECONDITION))
                .hasMessageContaining("can't be applied: it holds processes");
    }

    @Test
    void a_chroot_applies_no_label_and_no_limit() {
        Spec.Protection p = CHROOT.protection();
        Spec.Protection labelled =
                new Spec.Protection(
                        p.capabilities(),
                        false,
                        p.seccomp(),
                        "default",
                        Optional.of("profile"),
                        List.of(),
                        List.of(),
                        false);
        assertRefused(Specs.with(CHROOT, labelled), "AppArmor", "--security-opt");
        assertRefused(Specs.with(CHROOT, Specs.everyLimit(), List.of()), "--memory");
    }

    @Test
    void L29_a_chroot_keeps_nobody_who_may_change_the_root_again() {
        List<String> calls = Plans.child(Specs.plan(Specs.chroot(), CHROOT));
        assertThat(calls).contains("prctl(24, 18, 0, 0, 0) or EPERM");
        assertThat(calls)
                .anyMatch(
                        call -> call.contains("capset") && call.contains("effective 0x800005fb,"));
    }

    @Test
    void a_chroot_gains_no_privileges() {
        assertThat(Plans.child(Specs.plan(Specs.chroot(), CHROOT)))
                .contains("prctl(38, 1, 0, 0, 0)");
    }

    @Test
    void a_host_without_any_isolation_runs_nothing() {
        Host none = Specs.host(Host.Isolation.NONE, new Cgroups.None("no"), 1);
        assertThatThrownBy(() -> Specs.plan(none, CHROOT))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("neither");
    }

    @Test
    void limits_are_refused_where_no_cgroup_can_be_made() {
        Spec limited = Specs.with(Specs.spec(), Specs.everyLimit(), List.of());
        assertThatThrownBy(() -> Specs.plan(Specs.rootless(65537), limited))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("not delegated");
        Cgroups pidsOnly = new Cgroups.Split(Map.of("pids", "/sys/fs/cgroup/pids"), false);
        assertThatThrownBy(() -> Specs.plan(Specs.root(pidsOnly), limited))
                .hasMessageContaining("memory cgroup controller");
    }

    @Test
    void a_swap_limit_is_refused_where_the_kernel_does_not_count_swap() {
        Cgroups noSwap =
                new Cgroups.Split(Map.of("pids", "/p", "memory", "/m", "cpu", "/c"), false);
        Spec limited = Specs.with(Specs.spec(), Specs.everyLimit(), List.of());
        assertThatThrownBy(() -> Specs.plan(Specs.root(noSwap), limited))
                .hasMessageContaining("--memory-swap");
    }

    @Test
    void another_user_is_refused_where_only_one_is_mapped() {
        Spec spec = Specs.with(Specs.spec(), Specs.process(new Spec.User(1000, 0, List.of(0))));
        assertThatThrownBy(() -> Specs.plan(Specs.rootless(1), spec))
                .hasMessageContaining("only uid 0 is mapped");
    }

    private static void assertNamespacesRefused(Spec.Namespaces namespaces, String option) {
        assertRefused(Specs.with(CHROOT, namespaces, Map.of()), option);
    }

    private static void assertRefused(Spec spec, String... words) {
        assertThatThrownBy(() -> Specs.plan(Specs.chroot(), spec))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.PRECONDITION);
                            assertThat(e.text()).contains(words);
                            assertThat(e.hint()).isNotEmpty();
                        });
    }
}
