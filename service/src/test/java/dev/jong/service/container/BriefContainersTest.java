package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.oci.ProcessDefaults;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.seccomp.Architecture;
import dev.jong.runtime.seccomp.KernelVersion;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.runtime.spec.Spec;
import dev.jong.store.lease.Leases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BriefContainersTest {
    private static final Spec.Mount SECRET =
            new Spec.Mount.Given(Text.bytes("canary"), 0400, 0, 0, "/run/s", "secret");

    @TempDir private Path directory;
    private Fixtures fixtures;
    private BriefContainers brief;
    private SeccompFilters filters;

    @BeforeEach
    void prepare() throws Exception {
        fixtures = new Fixtures(directory);
        filters =
                new SeccompFilters(
                        Architecture.host(), KernelVersion.parse(System.getProperty("os.version")));
        RootCopier nothing =
                new RootCopier(
                        () -> {
                            throw new AssertionError("nothing is copied here");
                        },
                        Host.Isolation.ROOT);
        brief =
                new BriefContainers(
                        Fixtures.host(Host.Isolation.ROOT),
                        fixtures.containers,
                        SystemPaths.ofHost(),
                        filters,
                        Connector.NONE,
                        new Leases(Files.createDirectory(directory.resolve("leases"))),
                        nothing,
                        () ->
                                new FailedLaunch(
                                        new LeftoverCgroups(() -> new Cgroups.None("")),
                                        ProgramCheck.none()),
                        () -> LimitGroups.NONE);
    }

    @Test
    void nobody_hears_of_one_and_it_leaves_nothing() throws Exception {
        ScriptedFront front =
                new ScriptedFront(new Outcome.Exited(3, 0))
                        .meanwhile(() -> {
                            assertThat(fixtures.containers.ids()).hasSize(1);
                            assertThat(fixtures.containers.all()).isEmpty();
                        });
        try (BriefContainer ran = brief.run(wish(), front, () -> {})) {
            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(ran.parts().upper()).isDirectory();
            assertThat(folder()).isDirectoryNotContaining("glob:**.json");
        }
        assertThat(fixtures.containers.ids()).isEmpty();
    }

    @Test
    void R005_a_sweep_leaves_it_alone_until_it_is_closed() throws Exception {
        ScriptedFront front = new ScriptedFront(new Outcome.Exited(0, 0));
        try (BriefContainer ran = brief.run(wish(), front, () -> {})) {
            Fixtures.age(folder());
            sweep();
            assertThat(ran.parts().upper()).isDirectory();
        }
        new BriefFolders(fixtures.containers).make(Fixtures.FIRST, List.of()).close();
        assertThat(folder().resolve("upper")).isDirectory();
        sweep();
        assertThat(fixtures.containers.ids()).as("whoever had it was killed").isEmpty();
    }

    @Test
    void R005_one_that_was_being_made_goes_with_its_maker() throws Exception {
        fixtures.containers.prepare();
        Path all = fixtures.containers.store().resolve("containers");
        LiveProcess self = LiveProcess.of(ProcessHandle.current().pid()).orElseThrow();
        String living = "." + self.pid() + "-" + self.startTime() + "-" + Fixtures.FIRST;
        Files.createDirectories(all.resolve(living).resolve("upper"));
        Files.createDirectories(
                all.resolve("." + self.pid() + "-1-" + Fixtures.SECOND).resolve("upper"));
        assertThat(fixtures.containers.ids()).as("nobody sees them").isEmpty();
        sweep();
        assertThat(all.toFile().list()).containsExactly(living);
    }

    @Test
    void a_lost_front_is_seen_to_its_end_before_files_go() {
        List<Boolean> there = new ArrayList<>();
        ScriptedFront front = new ScriptedFront(new Outcome.Lost(true));
        assertThatThrownBy(() -> brief.run(wish(), front, () -> there.add(Files.exists(folder()))))
                .isInstanceOf(JongException.class);
        assertThat(there).containsExactly(true);
        assertThat(fixtures.containers.ids()).isEmpty();
    }

    @Test
    void a_launch_that_fails_says_why_and_leaves_nothing() {
        ScriptedFront front = new ScriptedFront(new Outcome.Failed(Contract.LIST_CHILD, 9999, 1));
        assertThatThrownBy(() -> brief.run(wish(), front, () -> {}))
                .hasMessageContaining("first process");
        assertThat(fixtures.containers.ids()).isEmpty();
    }

    @Test
    void B15_it_is_protected_as_any_other() {
        Spec brief = decided(wish()).spec();
        Spec other =
                new DecideContainer(
                                Fixtures.host(Host.Isolation.ROOT),
                                fixtures.containers,
                                SystemPaths.ofHost(),
                                filters,
                                Connector.NONE)
                        .decide(
                                Fixtures.FIRST,
                                wish().options(),
                                image(),
                                Fixtures.caller(directory),
                                dev.jong.runtime.launch.Wires.NONE)
                        .spec();
        assertThat(brief.protection()).usingRecursiveComparison().isEqualTo(other.protection());
        assertThat(brief.namespaces()).isEqualTo(other.namespaces());
        assertThat(brief.sysctls()).isEqualTo(other.sysctls());
        assertThat(brief.devices()).isEqualTo(other.devices());
        assertThat(brief.resources().pids()).isEqualTo(4096);
    }

    @Test
    void places_for_mounts_lie_below_all_layers() throws Exception {
        ScriptedFront front =
                new ScriptedFront(new Outcome.Exited(0, 0))
                        .meanwhile(
                                () -> assertThat(folder().resolve("places/run/s")).isRegularFile());
        brief.run(wish(), front, () -> {}).close();
        LaunchPlan plan = front.plans.getFirst().plan();
        assertThat(plan.child().stream().map(PlanText::call))
                .anyMatch(call -> call.contains("lowerdir=../containers/"))
                .anyMatch(call -> call.contains("/places:../mountpoints,upperdir="));
    }

    private BriefParts decided(BriefWish wish) {
        return BriefParts.decide(
                brief,
                wish,
                Fixtures.FIRST,
                Fixtures.caller(directory),
                Fixtures.host(Host.Isolation.ROOT));
    }

    private Path folder() {
        return fixtures.containers.folder(fixtures.containers.ids().getFirst()).folder();
    }

    private void sweep() {
        new SweepContainers(
                        fixtures.containers,
                        fixtures.runtime,
                        new LeftoverCgroups(() -> new Cgroups.None("")))
                .sweep();
    }

    private static BriefWish wish() {
        return new BriefWish(
                Options.with(
                        new RunOptions.Identity(
                                Optional.empty(),
                                Optional.empty(),
                                java.util.Map.of(),
                                java.util.Map.of(),
                                true)),
                image(),
                List.of(SECRET),
                List.of(new BriefWish.Place("run/s", false)));
    }

    private static RootImage image() {
        ProcessDefaults defaults =
                ProcessDefaults.of(Json.object().put("Cmd", Json.of(List.of("/bin/true"))).build());
        return new RootImage("build", "", defaults, List.of(), List.of(), List.of(), "");
    }
}
