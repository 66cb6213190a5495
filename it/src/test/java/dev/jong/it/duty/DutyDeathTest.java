package dev.jong.it.duty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// SIGKILL for whoever looks after containers: somebody else does.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Who.class)
class DutyDeathTest extends Duty {
    private static final String STATE = "{{.State.Status}}";
    private static final String HEALTH = "{{.State.Health.Status}}";

    private final Who who;

    DutyDeathTest(Who who) {
        this.who = who;
    }

    @Test
    void R009_a_killed_front_of_checks_is_replaced_by_the_engine() {
        String id = checked();
        front("check", id).destroyForcibly();
        site.succeeds("exec", "dd", "touch", "/bad");
        awaitField(HEALTH, "dd", "unhealthy");
    }

    @Test
    void R009_checks_whose_front_and_engine_are_killed_are_taken_up_by_the_next_engine() {
        String id = checked();
        site.succeeds("exec", "dd", "touch", "/bad");
        awaitField(HEALTH, "dd", "unhealthy");
        killWithEngine(front("check", id));
        site.succeeds("exec", "dd", "rm", "/bad");
        awaitField(HEALTH, "dd", "healthy");
    }

    @Test
    void R009_a_killed_front_that_waits_for_a_restart_is_replaced() {
        String id = restarted("exit 1");
        Await.that(() -> count("dd") >= 4, "it waits long enough to be interrupted");
        awaitField(STATE, "dd", "restarting");
        long count = count("dd");
        ProcessHandle front = front("start", id);
        front.destroyForcibly();
        Await.that(() -> count("dd") > count, "it was started again");
        forget(front);
    }

    @Test
    void R009_a_container_whose_monitor_and_engine_were_killed_comes_back() {
        String id = restarted("sleep 1000");
        ProcessHandle first =
                ProcessHandle.of(Long.parseLong(field("{{.State.Pid}}", "dd"))).orElseThrow();
        ProcessHandle monitor = process("jong: monitor of " + id.substring(0, 8));
        killWithEngine(monitor);
        first.destroyForcibly();
        Await.that(() -> EngineProcess.commandLine(first.pid()).isEmpty(), "it has ended");
        awaitField(STATE, "dd", "running");
        forget(monitor);
        assertThat(field("{{.State.Pid}}", "dd")).isNotEqualTo(Long.toString(first.pid()));
    }

    @Test
    void what_is_not_well_is_restarted_also_when_the_engine_is_killed_meanwhile() {
        String id =
                run(
                        "--health-interval=100ms",
                        "--health-retries=1",
                        "--health-cmd=test ! -e /go/bad" + who,
                        "--health-on-failure=restart",
                        "--stop-timeout=2",
                        "-v",
                        site.work() + ":/go",
                        "box",
                        "sh",
                        "-c",
                        "trap '' TERM; while :; do sleep 0.1; done");
        awaitField(HEALTH, "dd", "healthy");
        String pid = field("{{.State.Pid}}", "dd");
        Path unwell = engine.folder().resolve("c").resolve(id + ".unwell");
        site.file("bad" + who, "");
        Await.that(() -> Files.exists(unwell), "it is being stopped");
        engine.kill();
        assertThat(site.work().resolve("bad" + who).toFile().delete()).isTrue();
        Await.that(() -> !field("{{.State.Pid}}", "dd").matches("0|" + pid), "it was restarted");
        awaitField(HEALTH, "dd", "healthy");
        Await.that(() -> !Files.exists(unwell), "nothing is left of it");
    }

    private static String checked() {
        String id =
                run(
                        "--health-interval=100ms",
                        "--health-retries=1",
                        "--health-cmd=test ! -e /bad",
                        "box",
                        "sleep",
                        "1000");
        awaitField(HEALTH, "dd", "healthy");
        return id;
    }

    private static String restarted(String script) {
        return run("--restart=always", "box", "sh", "-c", script);
    }

    private static String run(String... options) {
        String[] command = new String[options.length + 5];
        // Nobody looks after networks, who would start another engine.
        String[] begin = {"run", "-d", "--name", "dd", "--network=none"};
        System.arraycopy(begin, 0, command, 0, 5);
        System.arraycopy(options, 0, command, 5, options.length);
        return site.succeeds(command).line();
    }

    private static ProcessHandle front(String duty, String id) {
        return process("\0duty\0" + duty + "\0" + id);
    }

    /// Held still first: who lives starts the other anew.
    private static void killWithEngine(ProcessHandle front) {
        Shell.run("kill", "-STOP", Long.toString(front.pid()));
        engine.kill();
        front.destroyForcibly();
        Await.that(() -> EngineProcess.commandLine(front.pid()).isEmpty(), "the front is dead");
        assertThat(engine.all()).isEmpty();
    }

    /// What it noted of itself stays, and hurts nobody.
    private static void forget(ProcessHandle killed) {
        Shell.script(engine.folder(), "rm -f monitors/" + killed.pid() + "-*");
    }

    /// The only one: of two that come at the same moment one goes.
    private static ProcessHandle process(String part) {
        Await.that(
                () -> processes(part).size() == 1,
                () -> part.replace('\0', ' ') + " is one of " + processes(part));
        return processes(part).getFirst();
    }

    private static List<ProcessHandle> processes(String part) {
        return ProcessHandle.allProcesses()
                .filter(one -> EngineProcess.commandLine(one.pid()).contains(part))
                .toList();
    }
}
