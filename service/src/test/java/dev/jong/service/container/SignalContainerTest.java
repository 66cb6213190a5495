package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.PlanText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalContainerTest {
    private static final Outcome SENT = new Outcome.Done(0);
    private static final Outcome ENDED = new Outcome.Done(1);
    private static final Outcome TIME_IS_UP = new Outcome.Done(0);
    private static final Outcome GONE = new Outcome.Failed(0, 1, 3);

    @TempDir Path directory;
    private Fixtures fixtures;
    private ContainerRecord record;
    private SignalContainer signals;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        record = fixtures.container(Fixtures.FIRST, "web");
        signals =
                new SignalContainer(
                        fixtures.containers, new ControlPlans(Fixtures.host(Host.Isolation.ROOT)));
    }

    @Test
    void kills_one_that_runs() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront front = new ScriptedFront(SENT);
        signals.kill(record, "HUP", front);
        assertThat(calls(front)).containsExactly("pidfd_send_signal(r0, 1, 0, 0)");
    }

    @Test
    void refuses_to_kill_one_that_does_not_run_or_is_gone_by_now() {
        assertThatThrownBy(() -> signals.kill(record, "KILL", new ScriptedFront()))
                .hasMessageContaining("it is not running");
        fixtures.running(Fixtures.FIRST);
        assertThatThrownBy(() -> signals.kill(record, "KILL", new ScriptedFront(GONE)))
                .hasMessageContaining("not running");
        assertThatThrownBy(() -> signals.kill(record, "NOPE", new ScriptedFront()))
                .hasMessageContaining("invalid signal");
    }

    @Test
    void tells_when_the_kernel_refuses() {
        fixtures.running(Fixtures.FIRST);
        assertThatThrownBy(() ->
                        signals.kill(
                                record, "KILL", new ScriptedFront(new Outcome.Failed(0, 2, 1))))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.PERMISSION_DENIED));
    }

    @Test
    void asks_before_it_kills() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront front = new ScriptedFront(SENT, TIME_IS_UP, SENT, ENDED).meanwhile(this::end);
        signals.stop(record, "", 3, front);
        assertThat(calls(front))
                .containsExactly(
                        "pidfd_send_signal(r0, 15, 0, 0)",
                        "ppoll({process, POLLIN}, 1, {3000 ms}, 0, 0)",
                        "pidfd_send_signal(r0, 9, 0, 0)",
                        "ppoll({process, POLLIN}, 1, 0, 0, 0)");
    }

    @Test
    void does_not_kill_one_that_stopped() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront front = new ScriptedFront(SENT, ENDED).meanwhile(this::end);
        signals.stop(record, "INT", 10, front);
        assertThat(calls(front))
                .containsExactly(
                        "pidfd_send_signal(r0, 2, 0, 0)",
                        "ppoll({process, POLLIN}, 1, {10000 ms}, 0, 0)");
    }

    @Test
    void waits_for_ever_when_asked_and_never_because_of_an_overflow() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront forever = new ScriptedFront(SENT, ENDED).meanwhile(this::end);
        signals.stop(record, "", -1, forever);
        assertThat(calls(forever)).last().isEqualTo("ppoll({process, POLLIN}, 1, 0, 0, 0)");
        fixtures.running(Fixtures.FIRST);
        ScriptedFront long_ = new ScriptedFront(SENT, ENDED).meanwhile(this::end);
        signals.stop(record, "", Long.MAX_VALUE, long_);
        assertThat(calls(long_))
                .last()
                .isEqualTo("ppoll({process, POLLIN}, 1, {2147483000 ms}, 0, 0)");
    }

    @Test
    void leaves_one_alone_that_does_not_run() {
        ScriptedFront front = new ScriptedFront();
        signals.stop(record, "", 10, front);
        assertThat(front.plans).isEmpty();
    }

    @Test
    void waits_for_the_exit_code() {
        fixtures.running(Fixtures.FIRST);
        ScriptedFront front = new ScriptedFront(ENDED).meanwhile(this::end);
        assertThat(signals.await(record, front)).isEqualTo(42);
        assertThat(signals.await(record, new ScriptedFront())).isEqualTo(42);
    }

    private void end() {
        fixtures.writeExit(Fixtures.FIRST, "42 0 0 1767225600.0");
        fixtures.writePid(Fixtures.FIRST, "");
    }

    /// The last operation of each plan.
    private static List<String> calls(ScriptedFront front) {
        return front.plans.stream()
                .map(plan -> PlanText.call(plan.plan().before().getLast()))
                .toList();
    }
}
