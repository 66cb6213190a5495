package dev.jong.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From create to rm.
@Tag("root")
class LifeCycleTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_container_goes_from_created_to_running_to_exited_to_gone() {
        String script = "trap 'exit 7' TERM; sleep 1000 & wait";
        String id = site.succeeds("create", "--name", "one", "box", "sh", "-c", script).line();
        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(field("{{.State.Status}} {{.State.Pid}}", "one")).isEqualTo("created 0");
        assertThat(site.succeeds("ps", "-q").text()).isEmpty();
        assertThat(site.succeeds("start", "one").line()).isEqualTo("one");
        assertThat(field("{{.State.Status}} {{.State.Running}}", "one")).isEqualTo("running true");
        assertThat(site.succeeds("ps", "--format", "{{.ID}} {{.Names}} {{.Image}}").line())
                .isEqualTo(id.substring(0, 12) + " one box");
        Await.millis(300);
        assertThat(site.succeeds("stop", "one").line()).isEqualTo("one");
        assertThat(field("{{.State.Status}} {{.State.ExitCode}}", "one")).isEqualTo("exited 7");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("7");
        assertThat(site.succeeds("ps", "-a", "--format", "{{.Status}}").line())
                .startsWith("Exited (7) ");
        assertThat(site.succeeds("rm", "one").line()).isEqualTo("one");
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
        assertThat(site.jong("inspect", "one").code()).isEqualTo(1);
    }

    @Test
    void a_restarted_container_keeps_its_files() {
        site.succeeds(
                "run",
                "--name",
                "kept",
                "box",
                "sh",
                "-c",
                "echo run >> /tmp/count; cat /tmp/count");
        assertThat(site.succeeds("start", "-a", "kept").text()).isEqualTo("run\nrun\n");
        assertThat(site.succeeds("start", "-a", "kept").text()).isEqualTo("run\nrun\nrun\n");
        site.succeeds("rm", "kept");
    }

    @Test
    void start_with_input_passes_it_on_and_ends_with_the_exit_code() throws Exception {
        site.succeeds("create", "-i", "--name", "fed", "box", "sh", "-c", "cat; exit 9");
        Result result = site.command("start", "-ai", "fed").input("abc\0def\n").finish();
        assertThat(result.code()).as(result.toString()).isEqualTo(9);
        assertThat(result.text()).isEqualTo("abc\0def\n");
        site.succeeds("rm", "fed");
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, 0",
        "exit 1, 1",
        "exit 125, 125",
        "exit 255, 255",
        "kill -KILL $$, 137",
        "kill -SEGV $$, 139"
    })
    void the_exit_code_is_the_programs_attached_and_detached(String script, int code) {
        String[] program = {"box", "sh", "-c", "sh -c '" + script + "'; exit $?"};
        assertThat(site.jong("run", "--rm", program[0], program[1], program[2], program[3]).code())
                .isEqualTo(code);
        String id =
                site.succeeds("run", "-d", program[0], program[1], program[2], program[3]).line();
        assertThat(site.succeeds("wait", id).line()).isEqualTo(Integer.toString(code));
        assertThat(field("{{.State.ExitCode}}", id)).isEqualTo(Integer.toString(code));
        site.succeeds("rm", id);
    }

    @Test
    void kill_sends_the_signal_that_is_asked_for() {
        String script =
                "trap 'exit 33' USR1; echo ready > /tmp/ready; while :; do sleep 0.05; done";
        String id = site.succeeds("run", "-d", "box", "sh", "-c", script).line();
        Await.that(
                () -> Files.exists(site.store().resolve("containers/" + id + "/upper/tmp/ready")),
                "the shell has its trap");
        site.succeeds("kill", "-s", "USR1", id);
        assertThat(site.succeeds("wait", id).line()).isEqualTo("33");
        Result late = site.jong("kill", id);
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.err()).contains("is not running").hasLineCount(1);
        site.succeeds("rm", id);
    }

    @Test
    void stop_kills_what_does_not_listen() {
        String script = "trap '' TERM; while :; do sleep 0.1; done";
        String id = site.succeeds("run", "-d", "box", "sh", "-c", script).line();
        Await.millis(300);
        site.succeeds("stop", "-t", "1", id);
        assertThat(field("{{.State.ExitCode}}", id)).isEqualTo("137");
        site.succeeds("rm", id);
    }

    @Test
    void a_running_container_is_removed_by_force_only() {
        String id = site.succeeds("run", "-d", "box", "sleep", "1000").line();
        Result refused = site.jong("rm", id);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("container is running").contains("hint: ");
        site.succeeds("rm", "-f", id);
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    @Test
    void a_name_belongs_to_one_container_until_it_is_removed() {
        site.succeeds("create", "--name", "taken", "box", "true");
        Result refused = site.jong("run", "--name", "taken", "box", "true");
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("\"taken\" is already in use").contains("hint: ");
        site.succeeds("rm", "taken");
        site.succeeds("run", "--rm", "--name", "taken", "box", "true");
    }

    @Test
    void the_same_name_is_free_again_right_after_each_of_fifty_runs() {
        for (int i = 0; i < 50; i++) {
            Result result = site.jong("run", "--rm", "--name", "again", "box", "true");
            assertThat(result.code()).as("run " + i + ": " + result).isZero();
        }
    }

    @Test
    void a_detached_container_with_rm_goes_away_by_itself() {
        String id = site.succeeds("run", "-d", "--rm", "box", "sleep", "0.2").line();
        Await.that(
                () -> !Files.exists(site.store().resolve("containers").resolve(id)),
                "it is removed");
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    private String field(String format, String name) {
        return site.succeeds("inspect", "--format", format, name).line();
    }
}
