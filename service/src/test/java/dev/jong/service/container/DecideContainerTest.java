package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.oci.ProcessDefaults;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.PlanEncoder;
import dev.jong.runtime.seccomp.Architecture;
import dev.jong.runtime.seccomp.KernelVersion;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Image and options put together.
class DecideContainerTest {
    @TempDir Path directory;
    private Fixtures fixtures;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
    }

    @Test
    void runs_entrypoint_and_command_of_the_image() {
        assertThat(args(image("a b", "c"), List.of(), Optional.empty()))
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_command_replaces_that_of_the_image_and_goes_to_its_entrypoint() {
        assertThat(args(image("a", "c"), List.of("x", "y"), Optional.empty()))
                .containsExactly("a", "x", "y");
    }

    @Test
    void an_entrypoint_makes_the_image_s_command_meaningless() {
        assertThat(args(image("a", "c"), List.of(), Optional.of(List.of("e"))))
                .containsExactly("e");
        assertThat(args(image("a", "c"), List.of("x"), Optional.of(List.of("e"))))
                .containsExactly("e", "x");
        assertThat(args(image("a", "c"), List.of("x"), Optional.of(List.of())))
                .containsExactly("x");
    }

    @Test
    void without_any_command_nothing_runs() {
        assertThatThrownBy(() -> args(image("", ""), List.of(), Optional.empty()))
                .hasMessageContaining("no command");
        assertThatThrownBy(() -> args(image("a", "c"), List.of(), Optional.of(List.of())))
                .hasMessageContaining("no command");
        assertThatThrownBy(() -> args(image("", ""), List.of(""), Optional.empty()))
                .isInstanceOf(JongException.class);
    }

    @Test
    void a_default_container_is_protected() {
        Spec spec = decide(Options.command(List.of("true"), Optional.empty())).spec();
        assertThat(spec.protection().capabilities()).hasSize(11);
        assertThat(spec.protection().seccomp()).isPresent();
        assertThat(spec.protection().maskedPaths()).contains("/proc/interrupts");
        assertThat(spec.protection().readOnlyPaths()).contains("/proc/sys");
        assertThat(spec.resources().pids()).isEqualTo(2048);
        assertThat(spec.names().sharedMemory()).isEqualTo(64 << 20);
        assertThat(spec.process().rlimits())
                .containsExactly(
                        new Spec.Rlimit("nofile", 1024, 524288, false),
                        new Spec.Rlimit("core", 0, 0, false));
        assertThat(spec.sysctls()).containsEntry("net.ipv4.ip_unprivileged_port_start", "0");
        assertThat(spec.names().files())
                .containsOnlyKeys("/etc/hostname", "/etc/hosts", "/etc/resolv.conf");
    }

    @Test
    void L29_a_chroot_never_gives_sys_chroot_and_says_so_when_it_is_asked_for() {
        refusedInChroot("SYS_CHROOT", "SYS_CHROOT (--cap-add)");
        refusedInChroot("ALL", "SYS_CHROOT (--cap-add ALL)");
    }

    private void refusedInChroot(String capability, String words) {
        RunOptions options = Options.capabilities(List.of(capability));
        assertThatThrownBy(() ->
                        deciding(Host.Isolation.CHROOT)
                                .decide(
                                        Fixtures.FIRST,
                                        options,
                                        image("", "true"),
                                        Fixtures.caller(directory),
                                        Wires.NONE))
                .isInstanceOf(JongException.class)
                .hasMessageContaining(words);
        assertThat(decide(options).spec().protection().capabilities()).contains(18);
    }

    @Test
    @Timeout(20)
    void a_seccomp_profile_without_an_end_is_refused_in_one_line() {
        assertThatThrownBy(() -> decide(Options.seccomp("/dev/zero")))
                .isInstanceOf(JongException.class)
                .hasMessage("the seccomp profile /dev/zero is larger than 4 MiB");
    }

    @Test
    void the_bytes_of_the_plan_are_the_plan() {
        Decision decision = decide(Options.command(List.of("true"), Optional.empty()));
        assertThat(decision.plan().bytes()).isEqualTo(PlanEncoder.encode(decision.plan().plan()));
    }

    @Test
    void the_record_is_the_json_of_everything_decided() {
        Decision decision = decide(Options.command(List.of("true"), Optional.empty()));
        ContainerRecord record =
                ContainerRecord.parse(
                        ContainerRecord.bytes(Fixtures.FIRST, "web", 7, decision.recordTail()));
        assertThat(record.id()).isEqualTo(Fixtures.FIRST);
        assertThat(record.name()).isEqualTo("web");
        assertThat(record.created()).isEqualTo(7);
        assertThat(record.command()).containsExactly("true");
        assertThat(record.remove()).isTrue();
        assertThat(record.readable().spec().object("process").strings("args"))
                .containsExactly("true");
    }

    @Test
    void remembered_decisions_are_those_that_would_be_made() {
        RootImage image = image("", "true");
        for (Optional<String> hostname :
                List.of(Optional.<String>empty(), Optional.of("1a"), Optional.of("box"))) {
            RunOptions options =
                    Options.with(
                            Options.resources(Options.NO_NUMBER, Options.NO_NUMBER),
                            Options.names(hostname, List.of(), List.of(), List.of()));
            Decisions remembering = new Decisions(deciding());
            remembering.decide(
                    Fixtures.FIRST, options, image, Fixtures.caller(directory), Wires.NONE);
            Decision second =
                    remembering.decide(
                            Fixtures.SECOND,
                            options,
                            image,
                            Fixtures.caller(directory),
                            Wires.NONE);
            Decision fresh =
                    deciding()
                            .decide(
                                    Fixtures.SECOND,
                                    options,
                                    image,
                                    Fixtures.caller(directory),
                                    Wires.NONE);
            assertThat(second.id()).isEqualTo(Fixtures.SECOND);
            assertThat(second.hostname()).isEqualTo(fresh.hostname());
            assertThat(second.plan().bytes()).isEqualTo(fresh.plan().bytes());
            assertThat(second.recordTail()).isEqualTo(fresh.recordTail());
        }
    }

    @Test
    void another_image_of_the_same_name_is_decided_anew() {
        RunOptions options = Options.none();
        Decisions remembering = new Decisions(deciding());
        Caller caller = Fixtures.caller(directory);
        remembering.decide(Fixtures.FIRST, options, image("", "old"), caller, Wires.NONE);
        assertThat(
                        remembering
                                .decide(
                                        Fixtures.SECOND,
                                        options,
                                        image("", "new"),
                                        caller,
                                        Wires.NONE)
                                .spec()
                                .process()
                                .args())
                .containsExactly("new");
    }

    @Test
    void explains_what_would_be_done_without_making_anything() throws Exception {
        RunOptions options = Options.command(List.of("echo", "\u001b[2J"), Optional.empty());
        RootImages images =
                new RootImages() {
                    @Override
                    public RootImage find(RunOptions.ImageSource source, Caller caller) {
                        return image("", "true");
                    }

                    @Override
                    public void forget() {}
                };
        ExplainContainer explain =
                new ExplainContainer(
                        images, deciding(), Fixtures.host(Host.Isolation.ROOT), directory);
        String text = explain.text(options, Fixtures.caller(directory));
        assertThat(text)
                .contains(
                        "isolation",
                        "  network",
                        "  capabilities",
                        "operations\n",
                        "pivot_root(\".\", \".\")")
                .contains("echo \\x1b[2J")
                .doesNotContain("\u001b");
        Json.Obj json = explain.json(options, Fixtures.caller(directory));
        assertThat(json.fields()).containsOnlyKeys("image", "imageId", "isolation", "spec", "plan");
        assertThat(fixtures.containers.ids()).isEmpty();
        assertThat(Files.list(fixtures.store.resolve("names"))).isEmpty();
    }

    private List<String> args(
            RootImage image, List<String> command, Optional<List<String>> entrypoint) {
        return deciding()
                .decide(
                        Fixtures.FIRST,
                        Options.command(command, entrypoint),
                        image,
                        Fixtures.caller(directory),
                        Wires.NONE)
                .spec()
                .process()
                .args();
    }

    private Decision decide(RunOptions options) {
        return deciding()
                .decide(
                        Fixtures.FIRST,
                        options,
                        image("", "true"),
                        Fixtures.caller(directory),
                        Wires.NONE);
    }

    private DecideContainer deciding() {
        return deciding(Host.Isolation.ROOT);
    }

    private DecideContainer deciding(Host.Isolation isolation) {
        SeccompFilters filters =
                new SeccompFilters(
                        Architecture.host(), KernelVersion.parse(System.getProperty("os.version")));
        return new DecideContainer(
                Fixtures.host(isolation),
                fixtures.containers,
                SystemPaths.ofHost(),
                filters,
                Connector.NONE);
    }

    private static RootImage image(String entrypoint, String command) {
        Json.Obj config =
                Json.object()
                        .put("Entrypoint", Json.of(words(entrypoint)))
                        .put("Cmd", Json.of(words(command)))
                        .build();
        return new RootImage(
                "alpine",
                Fixtures.IMAGE_ID,
                ProcessDefaults.of(config),
                List.of(),
                List.of("top"),
                List.of(),
                "");
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
