package dev.jong.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Machine;
import dev.jong.runtime.plan.PlanText;
import org.junit.jupiter.api.Test;

class ControlPlansTest {
    @Test
    void L19_a_process_is_proven_to_be_the_right_one_before_it_is_signalled() {
        LaunchPlan plan = new ControlPlans(host(Host.Isolation.ROOT)).signal(42, 777, 15);
        assertThat(plan.before().stream().map(PlanText::call))
                .containsExactly(
                        "r0 = pidfd_open(42, 0)",
                        "check_start(42, 777)",
                        "pidfd_send_signal(r0, 15, 0, 0)");
        assertThat(plan.has(Contract.PLAN_HAS_CHILD)).isFalse();
    }

    @Test
    void R005_a_front_may_end_with_who_started_it() {
        LaunchPlan plan = new ControlPlans(host(Host.Isolation.ROOT)).endWithStarter();
        assertThat(plan.before().stream().map(PlanText::call))
                .singleElement()
                .asString()
                .startsWith("prctl(1, 15");
    }

    @Test
    void waits_by_descriptor() {
        LaunchPlan plan = new ControlPlans(host(Host.Isolation.ROOT)).await(42, 777, -1);
        assertThat(plan.before().stream().map(PlanText::call))
                .containsExactly(
                        "r0 = pidfd_open(42, 0)",
                        "check_start(42, 777)",
                        "store({process, POLLIN}, 0, r0)",
                        "ppoll({process, POLLIN}, 1, 0, 0, 0)");
    }

    @Test
    void waits_no_longer_than_it_is_told() {
        LaunchPlan plan = new ControlPlans(host(Host.Isolation.ROOT)).await(42, 777, 1500);
        assertThat(PlanText.call(plan.before().getLast()))
                .isEqualTo("ppoll({process, POLLIN}, 1, {1500 ms}, 0, 0)");
    }

    @Test
    void goes_into_the_user_namespace_only_without_privileges() {
        assertThat(joins(Host.Isolation.ROOT)).isFalse();
        assertThat(joins(Host.Isolation.CHROOT)).isFalse();
        assertThat(joins(Host.Isolation.ROOTLESS)).isTrue();
    }

    private static boolean joins(Host.Isolation isolation) {
        return new ControlPlans(host(isolation)).signal(1, 1, 9).has(Contract.PLAN_JOIN_USERNS);
    }

    private static Host host(Host.Isolation isolation) {
        Host.Identity identity = new Host.Identity(0, 65536, 0, 1024, 0);
        return new Host(Machine.X86_64, isolation, new Cgroups.None("none"), identity);
    }
}
