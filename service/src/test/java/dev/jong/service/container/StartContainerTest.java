package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartContainerTest {
    @TempDir Path directory;
    private Fixtures fixtures;
    private ContainerRecord record;
    private StartContainer start;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        record = fixtures.container(Fixtures.FIRST, "web");
        start = new StartContainer(Fixtures.host(Host.Isolation.ROOT), fixtures.containers);
    }

    @Test
    void leaves_it_in_the_background() {
        ScriptedFront front = new ScriptedFront(new Outcome.Running());
        assertThat(start(false, front)).isZero();
        assertThat(front.plans.getFirst().plan().has(Contract.PLAN_DETACH)).isTrue();
    }

    @Test
    void ends_with_its_exit_code_when_attached() {
        ScriptedFront front = new ScriptedFront(new Outcome.Exited(7, 0));
        assertThat(start(true, front)).isEqualTo(7);
        assertThat(front.plans.getFirst().plan().has(Contract.PLAN_DETACH)).isFalse();
        assertThat(fixtures.containers.find("web")).isEqualTo(record);
    }

    @Test
    void removes_one_that_was_made_to_be_removed() {
        ContainerRecord once = fixtures.container(Fixtures.SECOND, "once", true, 1);
        start.start(
                once, true, false, Optional.empty(), new ScriptedFront(new Outcome.Exited(0, 0)));
        assertThat(fixtures.containers.ids()).containsExactly(Fixtures.FIRST);
    }

    @Test
    void does_nothing_when_it_runs() {
        fixtures.running(Fixtures.FIRST);
        assertThat(start(false, new ScriptedFront())).isZero();
        assertThatThrownBy(() -> start(true, new ScriptedFront()))
                .hasMessageContaining("it runs already");
    }

    @Test
    void tells_why_it_failed() {
        assertThatThrownBy(() -> start(false, new ScriptedFront(new Outcome.Failed(1, -1, 1))))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("operation not permitted");
    }

    @Test
    void refuses_a_damaged_record() throws Exception {
        Files.writeString(fixtures.containers.folder(Fixtures.FIRST).record(), "{");
        ContainerRecord damaged = fixtures.containers.find("web");
        assertThatThrownBy(() ->
                        start.start(damaged, false, false, Optional.empty(), new ScriptedFront()))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS));
    }

    @Test
    void R081_only_one_command_starts_a_container() {
        ScriptedFront second = new ScriptedFront(new Outcome.Running());
        ScriptedFront first =
                new ScriptedFront(new Outcome.Running())
                        .meanwhile(() ->
                                assertThatThrownBy(() -> start(false, second))
                                        .isInstanceOfSatisfying(
                                                JongException.class,
                                                e ->
                                                        assertThat(e.kind())
                                                                .isEqualTo(ErrorKind.CONFLICT)));
        assertThat(start(false, first)).isZero();
        assertThat(second.plans).isEmpty();
        assertThat(start(false, second)).as("the lock ends with its holder").isZero();
    }

    @Test
    void R081_a_second_start_of_one_that_runs_by_now_is_fine() {
        ScriptedFront first =
                new ScriptedFront(new Outcome.Exited(0, 0))
                        .meanwhile(() -> {
                            fixtures.running(Fixtures.FIRST);
                            assertThat(start(false, new ScriptedFront())).isZero();
                        });
        start(true, first);
    }

    private int start(boolean attach, ScriptedFront front) {
        return start.start(record, attach, false, Optional.empty(), front);
    }
}
