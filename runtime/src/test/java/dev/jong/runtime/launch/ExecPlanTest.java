package dev.jong.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// What `exec` does: every operation of a few typical commands, and the order that keeps the joiner out of reach.
class ExecPlanTest {
    private static final PlanExec.Target TARGET = new PlanExec.Target(42, 777, "");

    @Test
    void goes_into_a_default_container_as_root() throws IOException {
        GoldenPlanTest.assertGolden("exec-root", plan(Specs.root(Specs.v1()), Specs.spec()));
    }

    @Test
    void goes_into_a_container_of_a_user() throws IOException {
        GoldenPlanTest.assertGolden("exec-rootless", plan(Specs.rootless(65537), Specs.spec()));
    }

    @Test
    void goes_into_a_changed_root() throws IOException {
        GoldenPlanTest.assertGolden("exec-chroot", plan(Specs.chroot(), Specs.forChroot()));
    }

    @Test
    void gives_another_user_a_terminal() throws IOException {
        Spec.Process process = Specs.process(new Spec.User(1000, 100, List.of(100, 27)));
        Spec spec =
                Specs.spec()
                        .with(
                                new Spec.Process(
                                        process.args(),
                                        process.environment(),
                                        process.workingDirectory(),
                                        process.user(),
                                        process.rlimits(),
                                        OptionalInt.of(-500),
                                        false,
                                        true));
        LaunchPlan.Monitor monitor =
                new LaunchPlan.Monitor(
                        Optional.empty(), 0, 0, Optional.of("\u0010"), Specs.ID, Optional.empty());
        PlanExec.Connection connection =
                new PlanExec.Connection(true, Optional.of(monitor), false, true, 80, 24);
        PlanExec.Target target = new PlanExec.Target(42, 777, "/init.scope");
        GoldenPlanTest.assertGolden(
                "exec-terminal",
                new PlanExec(Specs.root(Specs.v2()), Specs.places())
                        .plan(spec, target, connection));
    }

    /// Whoever may trace processes in the container would find one that still may do anything.
    @Test
    void L01_nothing_is_born_among_the_container_s_processes_that_may_more_than_they() {
        LaunchPlan plan = plan(Specs.root(Specs.v1()), Specs.spec());
        int born = Plans.indexOf(plan, "stay_as_init(");
        assertThat(born).isGreaterThan(Plans.indexOf(plan, "capset("));
        assertThat(born).isGreaterThan(Plans.indexOf(plan, "seccomp("));
        assertThat(Plans.before(plan)).noneMatch(call -> call.contains("CLONE_NEWPID"));
        assertThat(plan.cloneFlags()).isZero();
    }

    @Test
    void L15_inheritable_and_ambient_sets_are_empty_also_with_privileges() {
        PlanExec.Connection privileged =
                new PlanExec.Connection(false, Optional.empty(), false, true, 0, 0);
        LaunchPlan plan =
                new PlanExec(Specs.root(Specs.v1()), Specs.places())
                        .plan(Specs.spec(), TARGET, privileged);
        assertThat(Plans.child(plan))
                .filteredOn(call -> call.startsWith("capset("))
                .isNotEmpty()
                .allMatch(call -> call.contains("inheritable 0}"));
    }

    @Test
    void L19_the_process_is_proven_before_anything_is_done_with_it() {
        for (Host host : List.of(Specs.root(Specs.v2()), Specs.rootless(1), Specs.chroot())) {
            Spec spec =
                    host.isolation() == Host.Isolation.CHROOT ? Specs.forChroot() : Specs.spec();
            assertThat(Plans.before(plan(host, spec)).subList(0, 2))
                    .containsExactly("r0 = pidfd_open(42, 0)", "check_start(42, 777)");
        }
    }

    @Test
    void namespaces_of_the_host_are_not_joined() {
        Spec.Namespaces shared =
                new Spec.Namespaces(
                        Specs.HOST,
                        Specs.HOST,
                        Specs.OTHER,
                        Specs.PRIVATE,
                        Specs.PRIVATE,
                        Specs.HOST);
        LaunchPlan plan = plan(Specs.rootless(65537), Specs.with(Specs.spec(), shared, Map.of()));
        assertThat(Plans.child(plan))
                .contains("setns(r0, CLONE_NEWNS|CLONE_NEWCGROUP|CLONE_NEWUTS|CLONE_NEWIPC)");
        assertThat(Plans.count(plan, "stay_as_init")).as("it is visible anyway").isZero();
    }

    @Test
    void a_terminal_and_all_capabilities_are_refused_by_name_where_only_the_root_is_changed() {
        assertThatThrownBy(() ->
                        new PlanExec(Specs.chroot(), Specs.places())
                                .plan(
                                        Specs.forChroot(),
                                        TARGET,
                                        new PlanExec.Connection(
                                                false, Optional.empty(), false, true, 0, 0)))
                .hasMessageContaining("--privileged");
    }

    private static LaunchPlan plan(Host host, Spec spec) {
        return new PlanExec(host, Specs.places())
                .plan(
                        spec,
                        TARGET,
                        new PlanExec.Connection(false, Optional.empty(), false, false, 0, 0));
    }
}
