package dev.jong.it.duty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Health checks, from the options to what is done with one that is not well.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Who.class)
class HealthTest extends Duty {
    private static final String HEALTH = "{{.State.Health.Status}}";

    @Parameter Who who;

    @Test
    void a_container_is_healthy_until_its_check_fails_often_enough() {
        run("printf fine; test ! -e /bad", "--health-retries", "2");
        awaitField(HEALTH, "hh", "healthy");
        assertThat(site.succeeds("ps", "--format", "{{.Status}}").line()).endsWith(" (healthy)");
        assertThat(field("{{(index .State.Health.Log 0).Output}}", "hh")).isEqualTo("fine");
        assertThat(field("{{(index .State.Health.Log 0).ExitCode}}", "hh")).isEqualTo("0");
        assertThat(site.succeeds("healthcheck", "run", "hh").text()).isEmpty();
        site.succeeds("exec", "hh", "touch", "/bad");
        awaitField(HEALTH, "hh", "unhealthy");
        assertThat(site.succeeds("ps", "-q", "--filter", "health=unhealthy").lines()).hasSize(1);
        assertThat(site.succeeds("ps", "-q", "--filter", "health=none").text()).isEmpty();
        Result failed = site.jong("healthcheck", "run", "hh");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.line()).isEqualTo("unhealthy");
        Await.that(
                () -> field("{{len .State.Health.Log}}", "hh").equals("5"),
                "five results are kept");
    }

    @Test
    void R009_an_engine_that_was_killed_between_checks_is_missed_by_nobody() {
        run("test -e /well");
        awaitField(HEALTH, "hh", "unhealthy");
        site.succeeds("exec", "hh", "touch", "/well");
        engine.kill();
        // Nobody asks: whoever waits for the next check starts an engine.
        Await.that(() -> !engine.all().isEmpty(), "an engine was started");
        awaitField(HEALTH, "hh", "healthy");
    }

    @Test
    void a_check_that_takes_too_long_is_ended_with_what_it_started() {
        run("sleep 1013 & sleep 1013", "--health-timeout", "300ms", "--health-interval", "1h");
        assertThat(site.jong("healthcheck", "run", "hh").code()).isEqualTo(1);
        assertThat(field(HEALTH, "hh")).isEqualTo("unhealthy");
        assertThat(field("{{(index .State.Health.Log 0).ExitCode}}", "hh")).isEqualTo("-1");
        assertThat(field("{{(index .State.Health.Log 0).Output}}", "hh"))
                .startsWith("Health check exceeded timeout (300ms)");
        Await.that(
                () -> !site.succeeds("top", "hh").text().contains("1013"),
                () -> "its processes are gone: " + site.succeeds("top", "hh").text());
    }

    @Test
    void one_that_was_paused_is_checked_again_when_it_goes_on() {
        run("true");
        awaitField(HEALTH, "hh", "healthy");
        Result paused = site.jong("pause", "hh");
        Needs.that(paused.code() == 0, "a freezer of cgroups");
        String last = field("{{json .State.Health.Log}}", "hh");
        site.succeeds("unpause", "hh");
        Await.that(
                () -> !field("{{json .State.Health.Log}}", "hh").equals(last),
                "checks are made again");
        assertThat(field(HEALTH, "hh")).isEqualTo("healthy");
    }

    @Test
    void a_check_that_says_much_is_kept_in_part_and_does_not_block() {
        run("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done");
        awaitField(HEALTH, "hh", "healthy");
        assertThat(field("{{len (index .State.Health.Log 0).Output}}", "hh")).isEqualTo("4096");
    }

    @Test
    void what_is_not_well_is_killed_and_comes_back_or_is_stopped() {
        run("false", "--health-on-failure", "kill", "--restart", "always");
        Await.that(() -> count("hh") >= 1, "it was killed and came back");
        site.succeeds("rm", "-f", "hh");
        run("false", "--health-on-failure", "stop", "--stop-timeout", "0");
        awaitField("{{.State.Status}}", "hh", "exited");
    }

    @Test
    void an_image_says_how_and_options_say_otherwise() {
        site.image(
                "checked",
                Prober.tree(),
                "HEALTHCHECK --interval=200ms --retries=1 CMD test -e /x");
        site.succeeds("run", "-d", "--name", "hh", "checked", "sleep", "1000");
        awaitField(HEALTH, "hh", "unhealthy");
        site.succeeds("run", "-d", "--name", "no", "--no-healthcheck", "checked", "sleep", "1000");
        assertThat(field("{{json .State}}", "no")).doesNotContain("Health");
        assertThat(site.jong("healthcheck", "run", "no").err())
                .contains("has no defined healthcheck");
        assertThat(site.jong("run", "--health-interval", "x", "box", "true").code()).isEqualTo(125);
        assertThat(
                        site.jong("run", "--no-healthcheck", "--health-cmd", "true", "box", "true")
                                .err())
                .contains("conflicting options");
    }

    /// It ends when a second check is made: by then the first one's result is kept.
    @Test
    void one_in_the_foreground_is_checked_too() {
        site.succeeds(
                "run",
                "--name",
                "hh",
                "--health-interval",
                "100ms",
                "--health-cmd",
                "echo >> /checks",
                "box",
                "sh",
                "-c",
                "until [ \"$(wc -l < /checks)\" -ge 2 ]; do sleep 0.1; done 2> /dev/null");
        assertThat(field(HEALTH, "hh")).isEqualTo("healthy");
    }

    private static void run(String check, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "run",
                                "-d",
                                "--name",
                                "hh",
                                "--network=none",
                                "--health-interval",
                                "200ms"));
        command.addAll(List.of("--health-retries", "1", "--health-cmd", check));
        command.addAll(List.of(options));
        command.addAll(List.of("box", "sleep", "1000"));
        site.succeeds(command.toArray(new String[0]));
    }
}
