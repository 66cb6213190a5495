package dev.jong.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Machine;
import dev.jong.runtime.plan.Op;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What must hold in every launch, whatever else changes in the golden plans.
class LaunchOrderTest {
    @Test
    void the_filter_comes_after_the_ids_and_before_the_capabilities_go() {
        Spec spec =
                Specs.with(Specs.spec(), Specs.process(new Spec.User(1000, 1000, List.of(1000))));
        LaunchPlan plan = Specs.plan(Specs.root(Specs.v2()), spec);
        List<String> calls = Plans.child(plan);
        int filter = Plans.indexOf(plan, "seccomp(");
        assertThat(Plans.indexOf(plan, "setresuid(1000")).isLessThan(filter);
        assertThat(Plans.indexOf(plan, "setgroups")).isLessThan(Plans.indexOf(plan, "setresuid"));
        assertThat(Plans.indexOf(plan, "close_range(3")).isLessThan(filter);
        assertThat(calls.subList(filter + 1, calls.size()))
                .hasSize(2)
                .first()
                .asString()
                .contains("effective 0x0, permitted 0x0, inheritable 0");
    }

    /// Containers that share a root directory may move each other's mount points while these are protected.
    @Test
    void L13_proc_and_sysfs_are_protected_from_inside_of_their_mounts_and_not_by_path() {
        LaunchPlan plan = Specs.plan(Specs.root(Specs.v2()), Specs.spec());
        String entered = "";
        int protections = 0;
        for (Op op : plan.child()) {
            String call = PlanText.call(op);
            if (op.why().startsWith("into /")) {
                entered = op.why().substring("into ".length());
            }
            boolean mounts = call.startsWith("mount(") || call.startsWith("move_mount(");
            if (mounts && (op.why().startsWith("hide ") || op.why().startsWith("read-only /"))) {
                assertThat(call).doesNotContain("\"/");
                assertThat(op.why()).contains(entered);
                protections++;
            }
        }
        assertThat(protections).isPositive();
        assertThat(Plans.child(plan)).anyMatch(call -> call.startsWith("fchdir(r"));
    }

    /// The front makes the network of a container that it stays with; a monitor is to stay in the host's.
    @Test
    void the_network_comes_from_an_attached_front_or_with_the_child() {
        Host host = Specs.root(Specs.v2());
        PlanLaunch launch = new PlanLaunch(host, Specs.places());
        LaunchPlan attached = launch.plan(Specs.spec(), Specs.attached());
        LaunchPlan monitored = launch.plan(Specs.spec(), Specs.detachedTerminal());
        assertThat(attached.cloneFlags() & Kernel.CLONE_NEWNET).isZero();
        assertThat(attached.beside()).isNotEmpty();
        assertThat(monitored.cloneFlags() & Kernel.CLONE_NEWNET).isNotZero();
        assertThat(monitored.beside()).isEmpty();
        assertThat(attached.awaits()).isFalse();
        assertThat(launch.plan(Specs.spec(), Specs.unwritten()).awaits()).isTrue();
    }

    /// A front that left the host's network could not come back, and the program is to be there.
    @Test
    void a_program_that_connects_the_container_is_there_before_it_goes_on_and_ends_with_it() {
        Wires wires =
                Wires.helped(
                        new Wires.Helper(
                                List.of("/usr/bin/pasta", "--netns"),
                                true,
                                List.of(new Wires.Request("a port", "/run/to", "open it"))),
                        List.of());
        PlanLaunch launch = new PlanLaunch(Specs.rootless(65537), Specs.places());
        for (PlanLaunch.Connection connection :
                List.of(Specs.attached(), Specs.detachedTerminal(), Specs.unwritten())) {
            LaunchPlan plan = launch.plan(Specs.spec(), connection, wires);
            List<String> beside = plan.beside().stream().map(Op::name).toList();
            List<String> exit = plan.exit().stream().map(Op::name).toList();
            assertThat(plan.cloneFlags() & Kernel.CLONE_NEWNET).isNotZero();
            assertThat(beside)
                    .containsSubsequence(
                            "take", "openat", "spawn", "socket", "connect", "write", "read", "read",
                            "close", "send");
            assertThat(beside).doesNotContain("unshare", "setns");
            assertThat(Plans.child(plan)).noneMatch(call -> call.startsWith("ioctl("));
            assertThat(Plans.indexOf(plan, "send(")).isLessThan(Plans.indexOf(plan, "take("));
            assertThat(exit).containsSubsequence("pidfd_send_signal", "waitid", "unlinkat");
        }
    }

    /// A monitor must be in the host's network for that, too.
    @Test
    void a_network_that_was_made_before_is_entered_and_programs_take_it_back_before_its_files_go() {
        Wires.Call call =
                new Wires.Call("it ends", List.of("/opt/cni/bin/x"), List.of("A=b"), "/run/in");
        Wires wires =
                Wires.made(
                        List.of(),
                        List.of(new Wires.Claim(new byte[] {'f', 0}, "\"f\"")),
                        new Wires.Made("/run/ns", List.of(call, call)));
        PlanLaunch launch = new PlanLaunch(Specs.root(Specs.v2()), Specs.places());
        for (PlanLaunch.Connection connection :
                List.of(Specs.attached(), Specs.detachedTerminal(), Specs.unwritten())) {
            LaunchPlan plan = launch.plan(Specs.spec(), connection, wires);
            List<String> exit = plan.exit().stream().map(Op::name).toList();
            assertThat(plan.cloneFlags() & Kernel.CLONE_NEWNET).isZero();
            assertThat(plan.beside().stream().map(Op::name)).doesNotContain("unshare", "setns");
            assertThat(Plans.child(plan)).anyMatch(one -> one.startsWith("setns("));
            assertThat(Plans.indexOf(plan, "setns(")).isLessThan(Plans.indexOf(plan, "pivot_root"));
            assertThat(exit)
                    .containsSubsequence(
                            "spawn",
                            "waitid",
                            "spawn",
                            "waitid",
                            "umount2",
                            "unlinkat",
                            "unlinkat");
        }
        assertThat(wires.isLike(wires)).isFalse();
    }

    @Test
    void L15_every_capability_that_is_not_wanted_leaves_the_bounding_set() {
        for (Set<Integer> wanted :
                List.of(Set.<Integer>of(), Specs.CAPABILITIES, Set.of(0, 21, 40))) {
            Spec.Protection p = Specs.protection();
            Spec spec =
                    Specs.with(
                            Specs.spec(),
                            new Spec.Protection(
                                    wanted,
                                    false,
                                    p.seccomp(),
                                    "default",
                                    Optional.empty(),
                                    List.of(),
                                    List.of(),
                                    false));
            // The engine's effective set is empty here; the bounding set it was born with need not
            // be.
            Host weak =
                    new Host(
                            Machine.X86_64,
                            Host.Isolation.ROOT,
                            new Cgroups.None("no"),
                            new Host.Identity(0, 4294967295L, 0, 1024, 0));
            List<String> calls = Plans.child(Specs.plan(weak, spec));
            for (int capability = 0; capability <= 40; capability++) {
                String drop = "prctl(24, " + capability + ", 0, 0, 0)";
                assertThat(calls.contains(drop)).as(drop).isEqualTo(!wanted.contains(capability));
            }
        }
    }

    @Test
    void L15_inheritable_capabilities_are_always_empty() {
        for (Host host :
                List.of(Specs.root(Specs.v2()), Specs.rootless(65537), Specs.rootless(1))) {
            assertThat(Plans.child(Specs.plan(host, Specs.spec())))
                    .filteredOn(call -> call.startsWith("capset"))
                    .isNotEmpty()
                    .allMatch(call -> call.contains("inheritable 0"));
        }
    }

    @Test
    void the_root_is_sealed_after_everything_in_it_was_made() {
        Spec spec =
                Specs.with(
                        Specs.spec(), new Spec.Root.Layers(List.of("top"), false, true), List.of());
        LaunchPlan plan = Specs.plan(Specs.root(Specs.v2()), spec);
        int seal = Plans.indexOf(plan, "mount_setattr(AT_FDCWD, \"/\"");
        assertThat(Plans.indexOf(plan, "enter_dir")).isBetween(0, seal - 1);
        assertThat(Plans.child(plan).subList(seal, Plans.child(plan).size()))
                .noneMatch(call -> call.contains("move_mount") || call.contains("mknodat"));
    }

    @Test
    void L05_the_old_root_goes_before_anything_of_the_image_is_touched() {
        LaunchPlan plan = Specs.plan(Specs.rootless(65537), Specs.spec());
        assertThat(Plans.indexOf(plan, "umount2(\".\""))
                .isBetween(0, Plans.indexOf(plan, "ensure_like"));
    }

    @Test
    void a_rootless_container_with_the_host_s_network_writes_to_no_cgroup() {
        Spec.Namespaces shared =
                new Spec.Namespaces(
                        Specs.HOST,
                        Specs.PRIVATE,
                        Specs.PRIVATE,
                        Specs.PRIVATE,
                        Specs.PRIVATE,
                        Specs.PRIVATE);
        LaunchPlan plan =
                Specs.plan(Specs.rootless(65537), Specs.with(Specs.spec(), shared, Map.of()));
        int attached = Plans.indexOf(plan, "ensure_like(\"/sys\",");
        assertThat(Plans.child(plan).get(attached - 1))
                .startsWith("mount_setattr")
                .contains("{set MOUNT_ATTR_RDONLY|");
    }

    @Test
    void shared_memory_of_the_host_comes_only_with_its_ipc() {
        String copy = "open_tree(AT_FDCWD, \"/dev/shm\"";
        assertThat(Plans.indexOf(withIpc(Specs.PRIVATE), copy)).isNegative();
        assertThat(Plans.indexOf(withIpc(Specs.HOST), copy)).isPositive();
        LaunchPlan other = withIpc(Specs.OTHER);
        int at = Plans.indexOf(other, copy);
        assertThat(Plans.child(other).get(at - 1))
                .as("in the other's mounts")
                .isEqualTo("setns(r0, CLONE_NEWNS)");
        assertThat(Plans.child(other).get(at + 1))
                .as("and back")
                .startsWith("setns(")
                .endsWith(", CLONE_NEWNS)");
    }

    @Test
    void L19_another_container_is_opened_in_the_front_and_proven_before_it_is_joined() {
        Spec.Namespaces shared =
                new Spec.Namespaces(
                        Specs.OTHER,
                        Specs.PRIVATE,
                        Specs.OTHER,
                        Specs.OTHER,
                        Specs.PRIVATE,
                        Specs.PRIVATE);
        LaunchPlan plan =
                Specs.plan(Specs.root(Specs.v1()), Specs.with(Specs.spec(), shared, Map.of()));
        assertThat(Plans.before(plan))
                .containsOnlyOnce("r0 = pidfd_open(4242, 0)")
                .contains("check_start(4242, 777)");
        assertThat(Plans.child(plan))
                .contains(
                        "setns(r0, CLONE_NEWNET)",
                        "setns(r0, CLONE_NEWIPC)",
                        "setns(r0, CLONE_NEWUTS)");
        int last = Plans.indexOf(plan, "CLONE_NEWUTS");
        assertThat(Plans.child(plan).subList(0, last))
                .as("the register is not used for anything else")
                .noneMatch(call -> call.startsWith("r0 ="));
    }

    @Test
    void an_apparmor_profile_is_set_through_the_container_s_own_proc() {
        Spec.Protection p = Specs.protection();
        Spec.Protection labelled =
                new Spec.Protection(
                        p.capabilities(),
                        false,
                        p.seccomp(),
                        "default",
                        Optional.of("mine"),
                        List.of(),
                        List.of(),
                        false);
        LaunchPlan plan = Specs.plan(Specs.root(Specs.v2()), Specs.with(Specs.spec(), labelled));
        assertThat(Plans.indexOf(plan, "\"exec mine\""))
                .isBetween(0, Plans.indexOf(plan, "pivot_root"));
    }

    @Test
    void devices_that_were_asked_for_can_be_made_and_opened_only_as_asked() {
        Spec.Device fuse = new Spec.Device('c', 10, 229, "/dev/fuse", "/dev/x/fuse", "r");
        Spec spec = Specs.with(Specs.spec(), Specs.limits(), List.of(fuse));
        assertThat(Plans.before(Specs.plan(Specs.root(Specs.v1()), spec)))
                .anyMatch(call -> call.contains("\"c 10:229 rm\""));
        assertThat(Plans.before(Specs.plan(Specs.root(Specs.v2()), spec)))
                .anyMatch(call -> call.contains("bpf"));
        for (Host host : List.of(Specs.root(new Cgroups.None("no")), Specs.rootless(65537))) {
            assertThatThrownBy(() -> Specs.plan(host, spec))
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining("--device")
                    .hasMessageContaining("\"r\"");
        }
    }

    @Test
    void hundreds_of_devices_need_no_registers_as_root() {
        List<Spec.Device> devices = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            devices.add(
                    new Spec.Device(
                            'c', 10, i, "/dev/a/b" + i, "/dev/a" + i % 250 + "/b" + i, "rwm"));
        }
        LaunchPlan plan =
                Specs.plan(
                        Specs.root(Specs.v2()), Specs.with(Specs.spec(), Specs.limits(), devices));
        assertThat(Plans.count(plan, "ensure_dir")).isEqualTo(250);
        assertThat(Plans.count(plan, "mknodat")).isEqualTo(506);
    }

    @Test
    void memory_limits_bring_a_swap_limit() {
        Spec.Resources limits = Specs.everyLimit();
        Spec.Resources noSwap =
                new Spec.Resources(
                        limits.memory(),
                        java.util.OptionalLong.empty(),
                        limits.memoryReservation(),
                        limits.cpuShares(),
                        limits.cpuPeriod(),
                        limits.cpuQuota(),
                        limits.cpusetCpus(),
                        limits.cpusetMems(),
                        100,
                        true);
        Spec spec = Specs.with(Specs.spec(), noSwap, List.of());
        assertThat(Plans.before(Specs.plan(Specs.root(Specs.v1()), spec)))
                .contains("write(r0, \"134217728\", 9)");
        assertThat(Plans.before(Specs.plan(Specs.root(Specs.v2()), spec)))
                .contains("write(r0, \"67108864\", 8) or go on");
    }

    @Test
    void looks_for_a_program_as_execvp_does() {
        assertThat(ProcessSteps.candidates("sh", "/a:/b")).containsExactly("/a/sh", "/b/sh");
        assertThat(ProcessSteps.candidates("sh", "/a::/b"))
                .containsExactly("/a/sh", "./sh", "/b/sh");
        assertThat(ProcessSteps.candidates("sh", "")).containsExactly("./sh");
        assertThat(ProcessSteps.candidates("./sh", "/a")).containsExactly("./sh");
        assertThat(ProcessSteps.candidates("/x/sh", "/a")).containsExactly("/x/sh");
    }

    @Test
    void takes_the_last_path_of_the_environment() {
        Spec.Process p = Specs.spec().process();
        List<Spec.Variable> environment =
                List.of(
                        new Spec.Variable("PATH", "/first", "image"),
                        new Spec.Variable("PATH", "/last", "-e"));
        Spec.Process process =
                new Spec.Process(
                        p.args(),
                        environment,
                        "/",
                        p.user(),
                        List.of(),
                        OptionalInt.empty(),
                        false,
                        false);
        assertThat(
                        Plans.child(
                                Specs.plan(
                                        Specs.root(Specs.v2()), Specs.with(Specs.spec(), process))))
                .last()
                .asString()
                .startsWith("exec([\"/last/sh\"]");
    }

    private static LaunchPlan withIpc(Spec.Namespace ipc) {
        Spec.Namespaces namespaces =
                new Spec.Namespaces(
                        Specs.PRIVATE,
                        Specs.PRIVATE,
                        ipc,
                        Specs.PRIVATE,
                        Specs.PRIVATE,
                        Specs.PRIVATE);
        return Specs.plan(Specs.root(Specs.v2()), Specs.with(Specs.spec(), namespaces, Map.of()));
    }
}
