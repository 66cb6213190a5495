package dev.jong.it.death;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Site;
import dev.jong.it.harness.Stale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// SIGKILL for the engine, at many moments of many commands. The moments come from a seed, which is printed.
@Tag("root")
class EngineDeathTest {
    private static final int ROUNDS = 20;

    private final long seed = Long.getLong("jong.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Site site;
    private EngineProcess engine;

    @BeforeEach
    void open() {
        System.err.println("EngineDeathTest: -Djong.seed=" + seed);
        site = Site.open(Account.root());
        engine = new EngineProcess(site);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void R009_containers_outlive_a_killed_engine_and_the_next_one_knows_them() {
        String stays = site.succeeds("run", "-d", "box", "sleep", "1000").line();
        String ends = site.succeeds("run", "-d", "box", "sh", "-c", "sleep 0.5; exit 42").line();
        String pid = field("{{.State.Pid}}", stays);
        engine.kill();
        Await.millis(800);
        assertThat(field("{{.State.Status}} {{.State.Pid}}", stays)).isEqualTo("running " + pid);
        assertThat(site.succeeds("wait", ends).line()).isEqualTo("42");
        assertThat(field("{{.State.Status}} {{.State.ExitCode}}", ends)).isEqualTo("exited 42");
        site.succeeds("rm", "-f", stays, ends);
    }

    @Test
    void R009_an_attached_container_goes_on_to_its_end() throws Exception {
        Process run =
                site.command("run", "--name", "aa", "box", "sh", "-c", "sleep 1; exit 5").begin();
        Await.that(() -> site.succeeds("ps", "-q").lines().size() == 1, "it runs");
        engine.kill();
        assertThat(run.waitFor()).isEqualTo(5);
        assertThat(field("{{.State.ExitCode}}", "aa")).isEqualTo("5");
        site.succeeds("rm", "aa");
    }

    @Test
    void R007_a_kill_at_any_moment_of_a_detached_run_leaves_all_or_nothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            killDuring(round, "run", "-d", "--name", "nn", "box", "sleep", "1000");
            String listed = site.succeeds("ps", "-a", "--format", "{{.Names}} {{.State}}").line();
            assertThat(listed).as("round " + round).isIn("", "nn running", "nn created");
            recover();
        }
    }

    @Test
    void R007_a_kill_at_any_moment_of_an_attached_run_leaves_nothing_after_a_sweep()
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            killDuring(round, "run", "--rm", "--name", "nn", "box", "true");
            recover();
            String again =
                    site.succeeds("run", "--rm", "--name", "nn", "box", "echo", "again").text();
            assertThat(again).isEqualTo("again\n");
        }
    }

    @Test
    void R013_a_kill_during_start_and_stop_leaves_a_true_state() throws Exception {
        site.succeeds("create", "--name", "ss", "box", "sleep", "1000");
        for (int round = 0; round < ROUNDS; round++) {
            String[] command =
                    round % 2 == 0
                            ? new String[] {"start", "ss"}
                            : new String[] {"stop", "-t", "1", "ss"};
            killDuring(round, command);
            String state = field("{{.State.Status}} {{.State.Pid}}", "ss");
            String pid = state.substring(state.indexOf(' ') + 1);
            boolean alive = !pid.equals("0") && Files.exists(Path.of("/proc", pid));
            assertThat(state.startsWith("running "))
                    .as("round " + round + ": " + state)
                    .isEqualTo(alive);
        }
        site.succeeds("rm", "-f", "ss");
    }

    @Test
    void R013_a_kill_during_rm_can_be_made_up_for() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // On a network another engine would come by itself.
            String[] run = {"run", "-d", "--network=none", "--name", "rr", "box", "sleep", "1000"};
            String id = site.succeeds(run).line();
            killDuring(round, "rm", "-f", "rr");
            if (site.jong("inspect", id).code() == 0) {
                site.succeeds("rm", "-f", id);
            }
            assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
            site.succeeds("run", "--rm", "--name", "rr", "box", "true");
        }
    }

    /// One round: an engine is there, a command begins, the engine is killed a few milliseconds later.
    private void killDuring(int round, String... command) throws Exception {
        site.succeeds("ps");
        Process front = site.command(command).begin();
        Thread.sleep(0, 1 + random.nextInt(999_999));
        Await.millis(random.nextInt(1 + round));
        engine.kill();
        assertThat(front.waitFor(30, TimeUnit.SECONDS))
                .as("the front ends, round " + round)
                .isTrue();
    }

    /// What the user sees is removed, what is half-made gets old, and the next engine sweeps.
    private void recover() {
        for (String id : site.succeeds("ps", "-aq", "--no-trunc").lines()) {
            site.jong("rm", "-f", id);
        }
        Stale.sweep(site);
    }

    private String field(String format, String name) {
        return site.succeeds("inspect", "--format", format, name).line();
    }
}
