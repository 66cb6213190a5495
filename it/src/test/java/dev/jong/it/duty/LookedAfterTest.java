package dev.jong.it.duty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What other commands make of containers that are looked after: events, waiting, reasons, attaching, updates.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Who.class)
class LookedAfterTest extends Duty {
    private static final String STATE = "{{.State.Status}}";

    private final Who who;

    LookedAfterTest(Who who) {
        this.who = who;
    }

    @Test
    void health_is_waited_for_told_of_and_explained() {
        checked("echo a word of the check; test -e /well", "sleep 1000");
        assertThat(site.succeeds("wait", "--condition", "unhealthy", "la").line()).isEqualTo("-1");
        assertThat(site.succeeds("why", "la").text())
                .contains("its health check failed", "with exit code 1: a word of the check");
        site.succeeds("exec", "la", "touch", "/well");
        assertThat(site.succeeds("wait", "--condition=healthy", "la").line()).isEqualTo("-1");
        assertThat(site.succeeds("why", "la").text()).doesNotContain("health check");
        assertThat(told("--filter", "event=health_status"))
                .containsExactly("health_status: unhealthy", "health_status: healthy");
    }

    @Test
    void nobody_waits_for_a_health_that_will_not_come() {
        checked("false", "exit 7");
        assertThat(site.succeeds("wait", "--condition=healthy", "la").line()).isEqualTo("7");
        site.succeeds("run", "-d", "--name", "un", "box", "sleep", "1000");
        Result unchecked = site.jong("wait", "--condition=healthy", "un");
        assertThat(unchecked.code()).isEqualTo(1);
        assertThat(unchecked.err()).contains("has no defined healthcheck");
    }

    @Test
    void what_a_policy_starts_again_dies_and_starts_in_the_events() {
        site.succeeds(
                "run", "-d", "--name", "la", "--restart=on-failure:2", "box", "sh", "-c", "exit 4");
        Await.that(() -> count("la") == 2, "it was tried twice");
        awaitField(STATE, "la", "exited");
        Await.that(
                () -> told("--filter", "event=die").size() == 3,
                () -> "three ends: " + told("--filter", "type=container"));
        assertThat(told("--filter", "type=container"))
                .containsExactly("create", "start", "die", "start", "die", "start", "die");
    }

    @Test
    void a_policy_that_comes_while_a_container_runs_counts_for_this_run() {
        site.succeeds("run", "-d", "--name", "la", "box", "sleep", "1000");
        site.succeeds("update", "--restart", "always", "la");
        kill("la");
        Await.that(() -> count("la") == 1, "it was started again");
        awaitField(STATE, "la", "running");
        kill("la");
        Await.that(() -> count("la") == 2, "and again");
        awaitField(STATE, "la", "running");
        site.succeeds("update", "--restart", "no", "la");
        kill("la");
        awaitField(STATE + " {{.RestartCount}}", "la", "exited 2");
    }

    @Test
    void one_that_is_attached_to_ends_with_this_run() throws Exception {
        site.succeeds(
                "create",
                "--name",
                "la",
                "--restart=always",
                "-v",
                site.work() + ":/go",
                "box",
                "sh",
                "-c",
                "echo once; until [ -e /go/go" + who + " ]; do sleep 0.02; done; exit 3");
        Path out = site.work().resolve("started" + who);
        Process started = begin(out, "start", "-a", "la");
        Await.that(() -> text(out).equals("once\n"), () -> "attached: " + text(out));
        Path more = site.work().resolve("attached" + who);
        Process attached = begin(more, "attach", "--no-stdin", "la");
        Await.that(
                () -> site.succeeds("engine", "status").text().contains("sessions: 3"),
                "both are attached");
        site.file("go" + who, "");
        assertThat(started.waitFor()).isEqualTo(3);
        assertThat(attached.waitFor()).isEqualTo(3);
        Await.that(() -> count("la") >= 3, "it goes on by its policy");
        Await.that(() -> isRefused(site.jong("attach", "la")), "a waiting one is not attached to");
        assertThat(text(out)).isEqualTo("once\n");
    }

    private static boolean isRefused(Result attach) {
        return attach.err().contains("cannot attach to a restarting container");
    }

    private static void checked(String check, String script) {
        site.succeeds(
                "run",
                "-d",
                "--name",
                "la",
                "--health-interval=100ms",
                "--health-retries=1",
                "--health-cmd",
                check,
                "box",
                "sh",
                "-c",
                script);
    }

    /// As nobody would who stops it for good.
    private static void kill(String name) {
        ProcessHandle.of(Long.parseLong(field("{{.State.Pid}}", name)))
                .orElseThrow()
                .destroyForcibly();
    }

    private static List<String> told(String... filters) {
        List<String> command =
                new ArrayList<>(List.of("events", "--stream=false", "--format", "{{.Action}}"));
        command.addAll(List.of("--filter", "container=la"));
        command.addAll(List.of(filters));
        return site.succeeds(command.toArray(new String[0])).lines();
    }

    private static Process begin(Path out, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add("f=$1; shift; exec \"$0\" \"$@\" > $f");
        command.addAll(List.of(site.program(), out.toString()));
        command.addAll(List.of(words));
        return site.host(command.toArray(new String[0])).begin();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
