package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.CopyOut;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import dev.jong.runtime.plan.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecContainerTest {
    @TempDir Path directory;
    private Fixtures fixtures;
    private ContainerRecord record;
    private ExecContainer exec;
    private Optional<Finding> found = Optional.empty();

    @BeforeEach
    void prepare() {
        Host host = Fixtures.host(Host.Isolation.ROOT);
        fixtures = new Fixtures(directory);
        record = fixtures.container(Fixtures.FIRST, "web");
        exec =
                new ExecContainer(
                        host,
                        fixtures.containers,
                        new LiveUsers(new CopyOut(host), directory),
                        LimitGroups.NONE,
                        spec -> found);
    }

    @Test
    void ends_with_the_exit_code_of_the_command() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront front = new ScriptedFront(new Outcome.Exited(7, 0));
        assertThat(exec.exec(record, options(false, false), front)).isEqualTo(7);
        LaunchPlan plan = front.plans.getFirst().plan();
        assertThat(plan.has(Contract.PLAN_DETACH)).isFalse();
        assertThat(plan.has(Contract.PLAN_SIG_PROXY)).isTrue();
        assertThat(plan.monitor()).isEmpty();
    }

    @Test
    void leaves_it_in_the_background_without_a_log() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront front = new ScriptedFront(new Outcome.Running());
        assertThat(exec.exec(record, options(true, false), front)).isZero();
        LaunchPlan plan = front.plans.getFirst().plan();
        assertThat(plan.has(Contract.PLAN_DETACH)).isTrue();
        assertThat(plan.has(Contract.PLAN_LOG)).isFalse();
        assertThat(front.out).isEmpty();
    }

    @Test
    void a_terminal_sets_TERM() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront front = new ScriptedFront(new Outcome.Exited(0, 0));
        exec.exec(record, options(false, true), front);
        LaunchPlan plan = front.plans.getFirst().plan();
        assertThat(plan.has(Contract.PLAN_TTY)).isTrue();
        Op last = plan.child().getLast();
        assertThat(PlanText.call(last)).contains("\"TERM=xterm\"", "\"A=b\"");
    }

    @Test
    void refuses_a_container_that_does_not_run() {
        assertThatThrownBy(() -> exec.exec(record, options(false, false), new ScriptedFront()))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
                            assertThat(e.text()).isEqualTo("container web is not running");
                        });
    }

    @Test
    void a_container_that_has_just_ended_does_not_run() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront front =
                new ScriptedFront(new Outcome.Failed(0, 1, 3))
                        .meanwhile(() -> fixtures.writePid(Fixtures.FIRST, "1 1"));
        assertThatThrownBy(() -> exec.exec(record, options(false, false), front))
                .hasMessageContaining("container web is not running");
    }

    @Test
    void refuses_a_container_that_is_paused() throws Exception {
        Host host = Fixtures.host(Host.Isolation.ROOT);
        Path groups = directory.resolve("groups");
        Files.createDirectories(groups.resolve(Fixtures.FIRST));
        Files.writeString(groups.resolve(Fixtures.FIRST).resolve("cgroup.freeze"), "1\n");
        ExecContainer frozen =
                new ExecContainer(
                        new Host(
                                host.machine(),
                                host.isolation(),
                                new Cgroups.Unified(groups.toString()),
                                host.identity()),
                        fixtures.containers,
                        new LiveUsers(new CopyOut(host), directory),
                        LimitGroups.NONE,
                        spec -> found);
        fixtures.running(Fixtures.FIRST);
        assertThatThrownBy(() -> frozen.exec(record, options(false, false), new ScriptedFront()))
                .hasMessage("container web is paused, unpause the container before exec");
    }

    @Test
    void tells_what_could_not_be_run() {
        fixtures.running(Fixtures.FIRST);
        LaunchPlan plan = planned();
        int last = plan.child().size() - 1;
        assertThat(code(new Outcome.Failed(1, last, 2), "executable file not found"))
                .isEqualTo(127);
        assertThat(code(new Outcome.Failed(1, last, 13), "permission denied")).isEqualTo(126);
        assertThat(code(new Outcome.Failed(1, -1, 11), "as many processes")).isEqualTo(126);
        assertThat(code(new Outcome.Failed(1, -1, 1), "cannot make a process")).isEqualTo(126);
        for (int i = 0; i < last; i++) {
            if (plan.child().get(i).name().equals("openat2")) {
                assertThat(code(new Outcome.Failed(1, i, 2), "working directory")).isEqualTo(126);
            } else if (plan.child().get(i).name().equals("setns")) {
                assertThat(code(new Outcome.Failed(1, i, 1), "cannot enter the container"))
                        .isEqualTo(126);
            }
        }
    }

    @Test
    void tells_what_was_found_where_the_kernel_says_the_same() {
        fixtures.running(Fixtures.FIRST);
        int last = planned().child().size() - 1;
        Outcome.Failed missing = new Outcome.Failed(1, last, 2);
        Outcome.Failed refused = new Outcome.Failed(1, last, 13);
        found = Optional.of(new Finding("not-found", "it is not there", "did you mean ls?"));
        assertThat(code(missing, "it is not there\nhint: did you mean ls?")).isEqualTo(127);
        assertThat(code(refused, "permission denied")).isEqualTo(126);
        found = Optional.of(new Finding("not-executable", "its mode is 0644", "chmod"));
        assertThat(code(refused, "its mode is 0644\nhint: chmod")).isEqualTo(126);
        assertThat(code(missing, "executable file not found")).isEqualTo(127);
        found = Optional.of(new Finding("no-loader", "its loader is not there", ""));
        assertThat(code(missing, "its loader is not there")).isEqualTo(127);
    }

    private LaunchPlan planned() {
        ScriptedFront front = new ScriptedFront(new Outcome.Exited(0, 0));
        exec.exec(record, options(false, false), front);
        return front.plans.getFirst().plan();
    }

    private int code(Outcome.Failed failed, String said) {
        ScriptedFront front = new ScriptedFront(failed);
        int code = exec.exec(record, options(false, false), front);
        assertThat(front.err.toString()).contains(said);
        return code;
    }

    private static ExecOptions options(boolean detach, boolean tty) {
        return new ExecOptions(
                List.of("sh"),
                detach,
                true,
                tty,
                Optional.empty(),
                List.of(new RunOptions.Variable("A", "b", "-e")),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
