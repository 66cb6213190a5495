package dev.jong.service.duty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.service.container.Health;
import dev.jong.service.container.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthDutyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration CHECK = Duration.ofMillis(10);
    private static final HealthCheck EVERY_30_SECONDS =
            new HealthCheck(
                    List.of("CMD", "true"),
                    INTERVAL.toNanos(),
                    1,
                    0,
                    Duration.ofSeconds(5).toNanos(),
                    3,
                    "none");

    @Test
    void the_next_check_is_due_an_interval_after_the_last_one() {
        Health never = new Health("starting", 0, List.of());
        assertThat(rest(never, START)).isEqualTo(INTERVAL);
        assertThat(rest(never, START.plusSeconds(10))).isEqualTo(Duration.ofSeconds(20));
        Health checked = checked(never, START.plusSeconds(40));
        assertThat(rest(checked, START.plusSeconds(50))).isEqualTo(Duration.ofSeconds(20));
        assertThat(rest(checked, START.plusSeconds(99))).isZero();
    }

    /// Jumps in seconds: what a leap second and an hour that is changed by hand do to the clock, and worse. Whoever waits
    /// is begun anew in the middle of every wait, as after the death of its engine, so each wait is counted again.
    @ParameterizedTest
    @ValueSource(longs = {1, -1, 3600, -3600, 100_000_000, -100_000_000})
    void R073_a_clock_that_jumps_makes_no_check_twice_and_leaves_none_out(long jump) {
        for (long at = 95; at < 135; at++) {
            Duration jumped = Duration.ofSeconds(at);
            Health health = new Health("starting", 0, List.of());
            Duration passed = Duration.ZERO;
            List<Duration> checks = new ArrayList<>();
            while (passed.compareTo(INTERVAL.multipliedBy(20)) < 0) {
                Duration rest = rest(health, clock(passed, jumped, jump));
                passed = passed.plus(rest.dividedBy(2));
                passed = passed.plus(rest(health, clock(passed, jumped, jump)));
                checks.add(passed);
                passed = passed.plus(CHECK);
                health = checked(health, clock(passed, jumped, jump));
            }
            assertThat(checks).as("a jump after " + at + " s").hasSizeBetween(19, 21);
            for (int i = 1; i < checks.size(); i++) {
                Duration gap = checks.get(i).minus(checks.get(i - 1)).minus(CHECK);
                assertThat(gap).as("a jump after " + at + " s").isPositive();
                assertThat(gap).isLessThanOrEqualTo(INTERVAL.multipliedBy(3).dividedBy(2));
            }
        }
    }

    /// Local time is nobody's business here: the hour that comes twice, and the one that never comes.
    @ParameterizedTest
    @ValueSource(strings = {"2026-10-25T01:59:45", "2026-03-29T01:59:45"})
    void R073_an_hour_that_comes_twice_or_never_changes_nothing(String local) {
        Instant last = LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Berlin")).toInstant();
        Health health = checked(new Health("starting", 0, List.of()), last);
        for (int second = 0; second <= 30; second++) {
            assertThat(rest(health, last.plusSeconds(second)))
                    .isEqualTo(INTERVAL.minusSeconds(second));
        }
    }

    private static Instant clock(Duration passed, Duration jumped, long jump) {
        return START.plus(passed).plusSeconds(passed.compareTo(jumped) < 0 ? 0 : jump);
    }

    private static Health checked(Health health, Instant end) {
        return health.after(new Health.Result(end.minus(CHECK), end, 0, ""), 3, true);
    }

    private static Duration rest(Health health, Instant now) {
        return HealthDuty.rest(health, now, START, EVERY_30_SECONDS);
    }
}
