package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.runtime.spec.Spec;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DecideResourcesTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final long MEGABYTE = 1 << 20;

    @Test
    void limits_only_processes_by_default() {
        Spec.Resources limits = DecideResources.decide(Options.resources(NONE, NONE));
        assertThat(limits.pids()).isEqualTo(2048);
        assertThat(limits.asked()).isFalse();
    }

    @Test
    void takes_nothing_and_less_for_no_limit_of_processes() {
        for (long pids : new long[] {0, -1, Long.MIN_VALUE}) {
            Spec.Resources limits =
                    DecideResources.decide(Options.resources(NONE, NONE, NONE, NONE, of(pids)));
            assertThat(limits.pids()).isEqualTo(-1);
            assertThat(limits.pidsRequired()).isFalse();
        }
        assertThat(
                        DecideResources.decide(Options.resources(NONE, NONE, NONE, NONE, of(5)))
                                .pidsRequired())
                .isTrue();
    }

    @Test
    void turns_cpus_into_a_quota() {
        Spec.Resources limits =
                DecideResources.decide(
                        Options.resources(NONE, NONE, of(1_500_000_000L), NONE, NONE));
        assertThat(limits.cpuQuota()).hasValue(150_000);
        assertThat(limits.cpuPeriod()).hasValue(100_000);
        Spec.Resources many =
                DecideResources.decide(
                        Options.resources(NONE, NONE, of(4096_000_000_000L), NONE, NONE));
        assertThat(many.cpuQuota()).hasValue(409_600_000);
    }

    @Test
    void refuses_cpus_beside_a_quota() {
        assertRefused(
                Options.resources(NONE, NONE, of(1_000_000_000L), of(50_000), NONE), "--cpus");
    }

    @Test
    void refuses_memory_that_cannot_work() {
        assertRefused(Options.resources(of(6 * MEGABYTE - 1), NONE), "6MB");
        assertThat(DecideResources.decide(Options.resources(of(6 * MEGABYTE), NONE)).memory())
                .hasValue(6 * MEGABYTE);
        assertRefused(Options.resources(NONE, of(100 * MEGABYTE)), "memory limit");
        assertRefused(Options.resources(of(100 * MEGABYTE), of(99 * MEGABYTE)), "memory-swap");
        assertRefused(
                new RunOptions.Resources(
                        of(10 * MEGABYTE),
                        NONE,
                        of(11 * MEGABYTE),
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        Optional.empty(),
                        Optional.empty(),
                        NONE),
                "reservation");
    }

    @Test
    void takes_no_swap_limit_and_zero_for_the_default() {
        assertThat(DecideResources.decide(Options.resources(of(100 * MEGABYTE), NONE)).memorySwap())
                .isEmpty();
        assertThat(
                        DecideResources.decide(Options.resources(of(100 * MEGABYTE), of(0)))
                                .memorySwap())
                .isEmpty();
        assertThat(
                        DecideResources.decide(Options.resources(of(100 * MEGABYTE), of(-1)))
                                .memorySwap())
                .hasValue(-1);
        assertThat(DecideResources.decide(Options.resources(NONE, of(-1))).asked()).isTrue();
    }

    private static OptionalLong of(long value) {
        return OptionalLong.of(value);
    }

    private static void assertRefused(RunOptions.Resources resources, String word) {
        assertThatThrownBy(() -> DecideResources.decide(resources))
                .isInstanceOf(JongException.class)
                .hasMessageContaining(word);
    }
}
