package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartsTest {
    @TempDir Path directory;
    private Fixtures fixtures;
    private ContainerRecord record;
    private Restarts restarts;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        record = fixtures.container(Fixtures.FIRST, "web");
        restarts = Restarts.of(fixtures.containers, record);
    }

    @Test
    void X19_the_wait_doubles_up_to_a_minute() {
        List<Long> waits = new ArrayList<>();
        Restarts.Plan plan = Restarts.Plan.NONE;
        for (int i = 0; i < 12; i++) {
            plan = plan.after("end" + i, 5, 1_000_000);
            waits.add(plan.rest(1_000_000));
        }
        assertThat(waits)
                .containsExactly(
                        100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 25_600L, 51_200L,
                        60_000L, 60_000L);
    }

    @Test
    void a_long_run_lets_the_waits_begin_anew() {
        Restarts.Plan plan = new Restarts.Plan(7, 6400, 0, "before");
        assertThat(plan.after("now", 9_999, 0).delay()).isEqualTo(12_800);
        assertThat(plan.after("now", 10_000, 0).delay()).isEqualTo(100);
        assertThat(plan.after("now", 10_000, 0).count()).isEqualTo(7);
    }

    @Test
    void whoever_goes_on_with_a_wait_keeps_its_time() {
        Restarts.Plan plan = Restarts.Plan.NONE.after("end", 0, 1000);
        assertThat(plan.after("end", 0, 1050)).isEqualTo(plan);
        assertThat(plan.rest(1050)).isEqualTo(50);
        assertThat(plan.rest(2000)).isZero();
    }

    @Test
    void a_clock_that_was_set_back_makes_no_wait_longer() {
        assertThat(Restarts.Plan.NONE.after("end", 0, 1_000_000).rest(0)).isEqualTo(100);
    }

    @Test
    void R073_a_clock_that_jumps_makes_no_wait_longer_than_was_planned() {
        Restarts.Plan plan = new Restarts.Plan(3, 400, 1_000_400, "end");
        assertThat(plan.rest(1_000_000)).isEqualTo(400);
        assertThat(plan.rest(999_000)).isEqualTo(400);
        assertThat(plan.rest(0)).isEqualTo(400);
        assertThat(plan.rest(1_001_000)).isZero();
        assertThat(plan.rest(5_000_000_000L)).isZero();
    }

    @Test
    void an_attempt_that_failed_is_waited_for_too() {
        Restarts.Plan plan = Restarts.Plan.NONE.after("end", 0, 0).begun().failed("end", 100);
        assertThat(plan).isEqualTo(new Restarts.Plan(1, 200, 300, "end"));
    }

    @Test
    void what_was_planned_is_kept_and_a_damaged_file_counts_for_nothing() {
        assertThat(restarts.plan()).isEqualTo(Restarts.Plan.NONE);
        Restarts.Plan plan = new Restarts.Plan(3, 400, 12345, "17.5");
        restarts.plan(plan);
        assertThat(restarts.plan()).isEqualTo(plan);
        Fixtures.write(fixtures.containers.folder(record.id()).folder().resolve("restarts"), "x y");
        assertThat(restarts.plan()).isEqualTo(Restarts.Plan.NONE);
        restarts.plan(plan);
        restarts.forget();
        assertThat(restarts.plan()).isEqualTo(Restarts.Plan.NONE);
    }

    @Test
    void that_somebody_stopped_it_is_known_until_it_is_started() {
        assertThat(restarts.isStopped()).isFalse();
        restarts.stopped();
        assertThat(restarts.isStopped()).isTrue();
        restarts.forget();
        assertThat(restarts.isStopped()).isFalse();
    }

    @Test
    void only_a_living_process_waits() {
        assertThat(restarts.waitsNow()).isEmpty();
        LiveProcess self = LiveProcess.of(ProcessHandle.current().pid()).orElseThrow();
        restarts.waits(self);
        assertThat(restarts.waitsNow()).contains(self);
        assertThat(fixtures.runtime.resolve("monitors")).isNotEmptyDirectory();
        restarts.waitsNoMore();
        assertThat(restarts.waitsNow()).isEmpty();
        assertThat(fixtures.runtime.resolve("monitors")).isEmptyDirectory();
    }
}
