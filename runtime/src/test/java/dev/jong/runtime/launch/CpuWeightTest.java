package dev.jong.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuWeightTest {
    @Test
    void Q25_is_monotone_and_in_range() {
        long last = 0;
        for (long shares = -1; shares <= 262_200; shares++) {
            long weight = CpuWeight.ofShares(shares);
            assertThat(weight).isBetween(Math.max(1, last), 10_000L);
            last = weight;
        }
        assertThat(CpuWeight.ofShares(Long.MIN_VALUE)).isEqualTo(1);
        assertThat(CpuWeight.ofShares(Long.MAX_VALUE)).isEqualTo(10_000);
    }

    @Test
    void maps_the_ends_and_the_usual_value() {
        assertThat(CpuWeight.ofShares(2)).isEqualTo(1);
        assertThat(CpuWeight.ofShares(1024)).isEqualTo(39);
        assertThat(CpuWeight.ofShares(262_144)).isEqualTo(10_000);
    }
}
