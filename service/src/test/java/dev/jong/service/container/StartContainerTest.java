package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        start =
                new StartContainer(
                        Fixtures.host(Host.Isolation.ROOT),
                        fixtures.containers,
                        new NoDuties(),
                        Connector.NONE);
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

    @Test
    void one_that_was_never_synced_starts_again_as_long_as_the_host_is_up() throws Exception {
        ContainerRecord once = fixtures.container(Fixtures.SECOND, "once", true, 1);
        assertThat(start(once)).isZero();
        Path mark = markVolatile();
        assertThat(start(once)).isZero();
        assertThat(mark).doesNotExist();
    }

    @Test
    void R051_one_that_was_never_synced_does_not_start_after_the_host_went_down() throws Exception {
        ContainerRecord once = fixtures.container(Fixtures.SECOND, "once", true, 1);
        assertThat(start(once)).isZero();
        Path mark = markVolatile();
        Path lock = fixtures.containers.folder(Fixtures.SECOND).startLock();
        String boot = Files.readString(lock);
        for (String other : new String[] {"", "0", boot.replace(boot.charAt(0), 'x'), boot + "1"}) {
            Files.writeString(lock, other);
            assertThatThrownBy(() -> start(once))
                    .as(other)
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> {
                                assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS);
                                assertThat(e.text()).contains("once", "--rm");
                                assertThat(e.hint()).contains("jong rm once");
                            });
            assertThat(mark).exists();
        }
    }

    @Test
    void one_that_was_made_in_an_earlier_boot_starts_for_the_first_time() throws Exception {
        ContainerRecord once = fixtures.container(Fixtures.SECOND, "once", true, 1);
        Files.writeString(fixtures.containers.folder(Fixtures.SECOND).startLock(), "earlier");
        assertThat(start(once)).isZero();
        markVolatile();
        assertThat(start(once)).as("and again").isZero();
    }

    /// What mounting a volatile overlay leaves in its work directory.
    private Path markVolatile() throws Exception {
        Path mark =
                fixtures.containers
                        .folder(Fixtures.SECOND)
                        .folder()
                        .resolve("work/work/incompat/volatile");
        Files.createDirectories(mark);
        Files.createFile(mark.resolve("dirty"));
        return mark;
    }

    private int start(ContainerRecord container) {
        return start.start(
                container,
                false,
                false,
                Optional.empty(),
                new ScriptedFront(new Outcome.Running()));
    }

    @Test
    void R081_another_engine_is_kept_out_even_after_a_second_try_of_this_one() throws Exception {
        ScriptedFront second = new ScriptedFront(new Outcome.Running());
        start(
                false,
                new ScriptedFront(new Outcome.Running())
                        .meanwhile(() -> {
                            assertThatThrownBy(() -> start(false, second))
                                    .isInstanceOf(JongException.class);
                            assertThat(isLocked()).isTrue();
                        }));
        assertThat(isLocked()).isFalse();
    }

    /// Whether the kernel holds the lock for this process.
    private boolean isLocked() {
        try {
            Path file = fixtures.containers.folder(Fixtures.FIRST).startLock();
            String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
            return Files.readString(Path.of("/proc/locks")).contains(inode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int start(boolean attach, ScriptedFront front) {
        return start.start(record, attach, false, Optional.empty(), front);
    }
}
