package dev.jong.it.duty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Restart policies: what comes back, what does not, and what a killed engine changes about it, which is nothing.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Who.class)
class RestartTest extends Duty {
    private static final String STATE = "{{.State.Status}}";

    private final Who who;

    RestartTest(Who who) {
        this.who = who;
    }

    @Test
    void a_container_comes_back_until_it_is_stopped() {
        run("always", "echo said; exit 3");
        Await.that(() -> count("rr") >= 3, "it was started again");
        awaitField(STATE + " {{.State.Restarting}}", "rr", "restarting true");
        Await.that(() -> shown().matches("Restarting \\(3\\) .* ago restarting"), this::shown);
        assertThat(field("{{.HostConfig.RestartPolicy.Name}}", "rr")).isEqualTo("always");
        site.succeeds("stop", "rr");
        long count = count("rr");
        assertThat(field(STATE + " {{.State.Restarting}}", "rr")).isEqualTo("exited false");
        // What its monitors copied is all in one log. The last run may have been stopped before it
        // said anything.
        Await.that(
                () -> site.succeeds("logs", "rr").lines().size() >= count,
                () -> count + " restarts said " + site.succeeds("logs", "rr").text());
        site.succeeds("start", "rr");
        Await.that(() -> count("rr") >= 1, "one that was started by hand is looked after again");
    }

    @Test
    void only_failures_count_and_only_so_often() {
        run("on-failure:2", "exit 4");
        Await.that(() -> count("rr") == 2, "it was tried twice");
        awaitField(STATE + " {{.State.ExitCode}} {{.RestartCount}}", "rr", "exited 4 2");
        site.succeeds("run", "-d", "--name", "well", "--restart", "on-failure", "box", "true");
        site.succeeds("wait", "well");
        awaitField(STATE + " {{.RestartCount}}", "well", "exited 0");
    }

    @Test
    void R009_a_killed_engine_ends_no_wait_for_a_restart() {
        run("unless-stopped", "exit 1");
        Await.that(() -> count("rr") >= 3, "it waits long enough to be interrupted");
        awaitField(STATE, "rr", "restarting");
        engine.kill();
        // Nobody asks: who waits starts an engine by itself.
        Await.that(() -> !engine.all().isEmpty(), "the one that waited started another engine");
        Await.that(() -> count("rr") >= 4, "it was started again");
    }

    @Test
    void R009_a_container_whose_engine_is_gone_comes_back() {
        run("always", "sleep 1000");
        long pid = Long.parseLong(field("{{.State.Pid}}", "rr"));
        engine.kill();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Await.that(() -> !engine.all().isEmpty(), "its monitor started an engine");
        awaitField(STATE + " {{.RestartCount}}", "rr", "running 1");
        site.succeeds("stop", "-t", "0", "rr");
        awaitField(STATE, "rr", "exited");
        site.succeeds("restart", "rr");
        assertThat(field(STATE + " {{.RestartCount}}", "rr")).isEqualTo("running 0");
        site.succeeds("kill", "rr");
        awaitField(STATE, "rr", "exited");
    }

    @Test
    void one_that_waits_is_removed_by_force_only_and_leaves_nothing() {
        run("always", "exit 1");
        Await.that(() -> isRefused(site.jong("rm", "rr")), "rm is refused while it waits");
        site.succeeds("rm", "-f", "rr");
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    @Test
    void one_in_the_foreground_ends_with_its_first_code_and_goes_on_behind() {
        Result first =
                site.jong("run", "--name", "rr", "--restart=always", "box", "sh", "-c", "exit 6");
        assertThat(first.code()).isEqualTo(6);
        Await.that(() -> count("rr") >= 1, "it goes on in the background");
    }

    @Test
    void one_that_cannot_be_started_any_more_is_tried_again() {
        Path bound = site.directory("work/bound" + who);
        site.succeeds(
                "run",
                "-d",
                "--name",
                "rr",
                "--restart=always",
                "-v",
                bound + ":/bound",
                "box",
                "sh",
                "-c",
                "sleep 1000");
        Path away = bound.resolveSibling("away");
        assertThat(bound.toFile().renameTo(away.toFile())).isTrue();
        ProcessHandle.of(Long.parseLong(field("{{.State.Pid}}", "rr")))
                .orElseThrow()
                .destroyForcibly();
        Await.that(() -> count("rr") >= 2, "it was tried twice");
        assertThat(away.toFile().renameTo(bound.toFile())).isTrue();
        awaitField(STATE, "rr", "running");
    }

    @Test
    void what_contradicts_is_refused() {
        assertThat(site.jong("run", "--rm", "--restart=always", "box", "true").err())
                .contains("conflicting options: --restart and --rm");
        assertThat(site.jong("run", "--restart=sometimes", "box", "true").code()).isEqualTo(125);
        assertThat(site.succeeds("run", "--rm", "--restart=no", "box", "echo", "x").line())
                .isEqualTo("x");
    }

    /// The sum of the waits before the n-th restart is 100 ms times 2^n - 1, however slow the machine is.
    @Test
    void X19_a_storm_of_restarts_calms_down_by_itself() {
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            site.succeeds("run", "-d", "--name", "storm" + i, "--restart=always", "box", "true");
        }
        for (int i = 0; i < 5; i++) {
            String name = "storm" + i;
            Await.that(() -> count(name) >= 3, "it was started three times");
            long count = count(name);
            long waits = 100 * ((1L << count) - 1);
            assertThat(waits).isLessThanOrEqualTo((System.nanoTime() - start) / 1_000_000);
        }
    }

    /// Between the end and the wait anybody may still remove it.
    private boolean isRefused(Result removal) {
        if (removal.code() == 0) {
            run("always", "exit 1");
        }
        return removal.err().contains("container is restarting");
    }

    private String shown() {
        return site.succeeds("ps", "-a", "--format", "{{.Status}} {{.State}}").line();
    }

    private void run(String policy, String script) {
        // Nobody looks after networks, who would start another engine too.
        site.succeeds(
                "run",
                "-d",
                "--name",
                "rr",
                "--network=none",
                "--restart",
                policy,
                "box",
                "sh",
                "-c",
                script);
    }
}
