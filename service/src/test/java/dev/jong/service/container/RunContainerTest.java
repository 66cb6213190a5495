package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.oci.ProcessDefaults;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.seccomp.Architecture;
import dev.jong.runtime.seccomp.KernelVersion;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.store.lease.Leases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunContainerTest {
    @TempDir Path directory;
    private Fixtures fixtures;
    private RunContainer run;
    private int forgotten;

    @BeforeEach
    void prepare() throws Exception {
        fixtures = new Fixtures(directory);
        SeccompFilters filters =
                new SeccompFilters(
                        Architecture.host(), KernelVersion.parse(System.getProperty("os.version")));
        DecideContainer deciding =
                new DecideContainer(
                        Fixtures.host(Host.Isolation.ROOT),
                        fixtures.containers,
                        SystemPaths.ofHost(),
                        filters,
                        Connector.NONE);
        Leases leases = new Leases(Files.createDirectory(directory.resolve("leases")));
        RootCopier nothing =
                new RootCopier(
                        () -> {
                            throw new AssertionError("nothing is copied here");
                        },
                        Host.Isolation.ROOT);
        CreateContainer create =
                new CreateContainer(
                        fixtures.containers,
                        new OneImage(),
                        new Decisions(deciding),
                        leases,
                        nothing,
                        () -> {
                            throw new AssertionError("nothing has volumes here");
                        },
                        Connector.NONE);
        run =
                new RunContainer(
                        create,
                        fixtures.containers,
                        () ->
                                new FailedLaunch(
                                        new LeftoverCgroups(
                                                () -> new dev.jong.runtime.host.Cgroups.None("")),
                                        ProgramCheck.none()),
                        () -> LimitGroups.NONE,
                        NoDuties::new,
                        Connector.NONE);
    }

    @Test
    void ends_with_the_code_of_the_program_and_leaves_nothing() {
        ScriptedFront front =
                new ScriptedFront(new Outcome.Exited(42, 0))
                        .meanwhile(() -> {
                            assertThat(fixtures.containers.ids()).hasSize(1);
                        });
        assertThat(run.run(options(true, Optional.empty()), front)).isEqualTo(42);
        assertThat(fixtures.containers.ids()).isEmpty();
        assertThat(front.out).isEmpty();
    }

    @Test
    void R081_nobody_else_starts_what_is_being_run() {
        StartContainer start =
                new StartContainer(
                        Fixtures.host(Host.Isolation.ROOT),
                        fixtures.containers,
                        new NoDuties(),
                        Connector.NONE);
        ScriptedFront second = new ScriptedFront(new Outcome.Running());
        ScriptedFront first =
                new ScriptedFront(new Outcome.Running())
                        .meanwhile(() ->
                                assertThatThrownBy(() -> start(start, second))
                                        .isInstanceOfSatisfying(
                                                JongException.class,
                                                e ->
                                                        assertThat(e.kind())
                                                                .isEqualTo(ErrorKind.CONFLICT)));
        assertThat(run.run(options(false, Optional.of("web")), first)).isZero();
        assertThat(second.plans).isEmpty();
        assertThat(start(start, second)).as("the lock ends with the command").isZero();
    }

    private int start(StartContainer start, Front front) {
        return start.start(fixtures.containers.find("web"), false, false, Optional.empty(), front);
    }

    @Test
    void keeps_a_container_that_was_not_to_be_removed() {
        assertThat(
                        run.run(
                                options(false, Optional.of("web")),
                                new ScriptedFront(new Outcome.Exited(0, 0))))
                .isZero();
        assertThat(fixtures.containers.find("web").image()).isEqualTo("alpine");
    }

    @Test
    void prints_the_id_of_one_in_the_background() {
        ScriptedFront front = new ScriptedFront(new Outcome.Running());
        assertThat(run.run(options(false, Optional.empty()), front)).isZero();
        assertThat(front.out.toString()).isEqualTo(fixtures.containers.ids().getFirst() + "\n");
    }

    @Test
    void R2_a_failed_launch_leaves_nothing_and_says_why() {
        ScriptedFront front = new ScriptedFront(new Outcome.Failed(1, -1, 12));
        assertThat(run.run(options(false, Optional.of("web")), front)).isEqualTo(125);
        assertThat(front.err.toString()).startsWith("jong: cannot ").contains("\nhint: ");
        assertThat(fixtures.containers.ids()).isEmpty();
        assertThat(fixtures.store.resolve("names/web")).doesNotExist();
        assertThat(forgotten).isEqualTo(1);
    }

    @Test
    void R2_a_name_that_is_taken_leaves_nothing() {
        fixtures.container(Fixtures.FIRST, "web");
        assertThatThrownBy(() -> run.run(options(false, Optional.of("web")), new ScriptedFront()))
                .isInstanceOf(JongException.class);
        assertThat(fixtures.containers.ids()).containsExactly(Fixtures.FIRST);
    }

    @Test
    void R2_a_file_for_the_id_that_cannot_be_written_leaves_nothing() {
        RunOptions.Identity identity =
                new RunOptions.Identity(
                        Optional.of("web"),
                        Optional.of("/nowhere/at/all"),
                        Map.of(),
                        Map.of(),
                        false);
        assertThatThrownBy(() -> run.run(Options.with(identity), new ScriptedFront()))
                .hasMessageContaining("cannot write the container id");
        assertThat(fixtures.containers.ids()).isEmpty();
        assertThat(fixtures.store.resolve("names/web")).doesNotExist();
    }

    @Test
    void a_front_that_went_away_leaves_the_rest_to_others() {
        assertThat(
                        run.run(
                                options(true, Optional.empty()),
                                new ScriptedFront(new Outcome.Lost(true))))
                .isEqualTo(125);
        assertThat(fixtures.containers.ids()).hasSize(1);
    }

    @Test
    void what_no_front_has_begun_is_taken_back() {
        for (boolean remove : new boolean[] {true, false}) {
            ScriptedFront gone = new ScriptedFront(new Outcome.Lost(false));
            assertThat(run.run(options(remove, Optional.of("web")), gone)).isEqualTo(125);
            assertThat(fixtures.containers.ids()).isEmpty();
            assertThat(fixtures.store.resolve("names/web")).doesNotExist();
        }
    }

    private static RunOptions options(boolean remove, Optional<String> name) {
        return Options.with(
                new RunOptions.Identity(name, Optional.empty(), Map.of(), Map.of(), remove));
    }

    private final class OneImage implements RootImages {
        private final RootImage image =
                new RootImage(
                        "alpine",
                        Fixtures.IMAGE_ID,
                        ProcessDefaults.of(
                                Json.object().put("Cmd", Json.of(List.of("true"))).build()),
                        List.of(),
                        List.of("top"),
                        List.of(),
                        "");

        @Override
        public RootImage find(RunOptions.ImageSource source, Caller caller) {
            return image;
        }

        @Override
        public void forget() {
            forgotten++;
        }
    }
}
