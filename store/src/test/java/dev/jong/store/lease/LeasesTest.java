package dev.jong.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
    @TempDir Path directory;
    private Leases leases;

    @BeforeEach
    void open() {
        leases = new Leases(directory);
    }

    @Test
    void a_sweep_needs_all_leases_to_be_over() {
        Hold first = leases.share();
        Hold second = leases.share();
        assertThat(leases.trySweep()).isEmpty();
        first.close();
        first.close();
        assertThat(leases.trySweep()).isEmpty();
        second.close();
        try (Hold sweep = leases.trySweep().orElseThrow()) {
            assertThat(sweep).isNotNull();
        }
    }

    @Test
    void a_missed_sweep_is_noted_until_one_runs() {
        try (Hold _ = leases.share()) {
            assertThat(leases.sweepWanted()).isFalse();
            assertThat(leases.trySweep()).isEmpty();
            assertThat(leases.sweepWanted()).isTrue();
        }
        leases.trySweep().orElseThrow().close();
        assertThat(leases.sweepWanted()).isFalse();
    }

    @Test
    void a_lease_waits_for_a_sweep_of_this_engine() throws Exception {
        Hold sweep = leases.trySweep().orElseThrow();
        Thread waiter = Thread.ofPlatform().start(() -> leases.share().close());
        waiter.join(100);
        assertThat(waiter.isAlive()).isTrue();
        sweep.close();
        waiter.join(5_000);
        assertThat(waiter.isAlive()).isFalse();
    }

    /// What a sweep of this engine has looked at may have changed since.
    @Test
    void a_sweep_comes_after_one_of_this_engine() throws Exception {
        Hold first = leases.trySweep().orElseThrow();
        Thread waiter = Thread.ofPlatform().start(() -> leases.trySweep().ifPresent(Hold::close));
        waiter.join(100);
        assertThat(waiter.isAlive()).isTrue();
        leases.wantSweep();
        first.close();
        waiter.join(5_000);
        assertThat(leases.sweepWanted()).as("the second has run").isFalse();
    }

    @Test
    void R003_a_wish_for_a_sweep_stays_until_it_is_taken_back_or_fulfilled() {
        Leases leases = new Leases(directory);
        leases.wantSweep();
        assertThat(new Leases(directory).sweepWanted()).isTrue();
        try (Hold _ = leases.share()) {
            leases.wantNoSweep();
            assertThat(leases.sweepWanted()).as("others are at work").isTrue();
        }
        leases.wantNoSweep();
        assertThat(leases.sweepWanted()).isFalse();
        leases.wantSweep();
        leases.trySweep().orElseThrow().close();
        assertThat(leases.sweepWanted()).isFalse();
    }

    @Test
    void R079_a_lease_of_another_engine_stops_a_sweep_until_that_engine_is_killed()
            throws Exception {
        Process other = otherEngine();
        assertThat(leases.trySweep()).isEmpty();
        leases.share().close();
        other.destroyForcibly().waitFor();
        Optional<Hold> sweep = leases.trySweep();
        assertThat(sweep).isPresent();
        sweep.get().close();
    }

    private Process otherEngine() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LeaseHolder.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(out.readLine()).isEqualTo("held");
        return process;
    }
}
