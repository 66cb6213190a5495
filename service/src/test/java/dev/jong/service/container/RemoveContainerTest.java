package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Host;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoveContainerTest {
    @TempDir Path directory;
    private Fixtures fixtures;
    private RemoveContainer remove;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        remove =
                new RemoveContainer(
                        fixtures.containers,
                        new SignalContainer(
                                fixtures.containers,
                                new ControlPlans(Fixtures.host(Host.Isolation.ROOT))),
                        new LeftoverCgroups(() -> new dev.jong.runtime.host.Cgroups.None("")),
                        Connector.NONE);
    }

    @Test
    void removes_one_that_does_not_run() {
        ContainerRecord record = fixtures.container(Fixtures.FIRST, "web");
        remove.remove(record, false, false, new ScriptedFront());
        assertThat(fixtures.containers.ids()).isEmpty();
    }

    @Test
    void refuses_one_that_runs_unless_it_is_forced() {
        ContainerRecord record = fixtures.container(Fixtures.FIRST, "web");
        fixtures.running(Fixtures.FIRST);
        assertThatThrownBy(() -> remove.remove(record, false, false, new ScriptedFront()))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.PRECONDITION);
                            assertThat(e.hint()).contains("jong stop web");
                        });
        ScriptedFront front =
                new ScriptedFront(new Outcome.Done(0), new Outcome.Done(1))
                        .meanwhile(() -> {
                            fixtures.writePid(Fixtures.FIRST, "");
                            fixtures.writeExit(Fixtures.FIRST, "137 9 0 1.0");
                        });
        remove.remove(record, true, false, front);
        assertThat(fixtures.containers.ids()).isEmpty();
    }

    @Test
    void cleans_up_only_what_was_to_be_removed_and_has_ended() {
        fixtures.container(Fixtures.FIRST, "kept", false, 1);
        fixtures.container(Fixtures.SECOND, "runs", true, 1);
        fixtures.running(Fixtures.SECOND);
        remove.cleanUp(Fixtures.FIRST);
        remove.cleanUp(Fixtures.SECOND);
        assertThat(fixtures.containers.ids()).hasSize(2);
        fixtures.writePid(Fixtures.SECOND, "");
        remove.cleanUp(Fixtures.SECOND);
        assertThat(fixtures.containers.ids()).containsExactly(Fixtures.FIRST);
    }

    @Test
    void cleans_up_nothing_that_somebody_starts_again() {
        ContainerRecord record = fixtures.container(Fixtures.FIRST, "web", true, 1);
        StartLock lock = fixtures.containers.startLock(Fixtures.FIRST).orElseThrow();
        Thread cleaning = Thread.ofVirtual().start(() -> remove.cleanUp(Fixtures.FIRST));
        while (cleaning.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(fixtures.containers.ids()).hasSize(1);
        fixtures.running(Fixtures.FIRST);
        lock.close();
        join(cleaning);
        assertThat(fixtures.containers.find("web")).isEqualTo(record);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../names", "/etc", "web", "1aaa"})
    void L23_cleans_up_nothing_but_ids(String id) {
        fixtures.container(Fixtures.FIRST, "web", true, 1);
        remove.cleanUp(id);
        assertThat(fixtures.containers.ids()).containsExactly(Fixtures.FIRST);
    }
}
