package dev.jong.cli.run;

import static dev.jong.cli.run.RunLine.refused;
import static dev.jong.cli.run.RunLine.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.runtime.spec.IdMap;
import dev.jong.service.container.RunOptions;
import dev.jong.service.container.RunOptions.ImageSource;
import dev.jong.service.container.RunOptions.Pull;
import dev.jong.service.user.UserNamespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsParserTest {
    @Test
    void a_plain_run_asks_for_nothing() {
        RunOptions options = run();

        assertThat(options.image())
                .isEqualTo(new ImageSource.Named("image", Optional.empty(), Pull.MISSING));
        assertThat(options.command()).isEmpty();
        assertThat(options.identity().remove()).isFalse();
        assertThat(options.streams())
                .isEqualTo(new RunOptions.Streams(false, false, false, Optional.empty(), true));
        assertThat(options.process().entrypoint()).isEmpty();
        assertThat(options.storage().mounts()).isEmpty();
        assertThat(options.namespaces())
                .isEqualTo(new RunOptions.Namespaces("", "", "", "", "", ""));
        assertThat(options.security().maskPaths()).isTrue();
        assertThat(options.resources().memory()).isEmpty();
    }

    @Test
    void identity_and_streams_are_taken_over() {
        RunOptions options =
                run(
                        "--rm",
                        "-dit",
                        "--name",
                        "web.1",
                        "--cidfile",
                        "id",
                        "-l",
                        "a=b=c",
                        "-l",
                        "x",
                        "--annotation",
                        "k=v",
                        "--detach-keys",
                        "ctrl-a,q",
                        "--sig-proxy=false");

        assertThat(options.identity())
                .isEqualTo(
                        new RunOptions.Identity(
                                Optional.of("web.1"),
                                Optional.of("/home/u/id"),
                                Map.of("a", "b=c", "x", ""),
                                Map.of("k", "v"),
                                true));
        assertThat(options.streams())
                .isEqualTo(new RunOptions.Streams(true, true, true, Optional.of("\u0001q"), false));
    }

    @Test
    void process_options_are_taken_over() {
        RunOptions.Process process =
                run(
                                "-w",
                                "/srv//x/../y",
                                "-u",
                                "1000:app",
                                "--group-add",
                                "audio",
                                "--init",
                                "--stop-signal",
                                "int",
                                "--stop-timeout",
                                "5")
                        .process();

        assertThat(process.workingDirectory()).contains("/srv/y");
        assertThat(process.user()).contains("1000:app");
        assertThat(process.additionalGroups()).containsExactly("audio");
        assertThat(process.init()).isTrue();
        assertThat(process.stopSignal()).contains("SIGINT");
        assertThat(process.stopTimeout()).isEqualTo(OptionalInt.of(5));
    }

    @Test
    void an_entry_point_is_a_program_or_an_array_or_cleared() {
        assertThat(run("--entrypoint", "sh -c").process().entrypoint()).contains(List.of("sh -c"));
        assertThat(run("--entrypoint", "[\"sh\",\"-c\"]").process().entrypoint())
                .contains(List.of("sh", "-c"));
        assertThat(run("--entrypoint", "").process().entrypoint()).contains(List.of());
        assertThat(refused("--entrypoint", "[\"sh\",1]").text())
                .contains("not a JSON array of strings");
    }

    @Test
    void an_image_can_be_a_name_a_layout_an_archive_or_a_directory() {
        assertThat(image("--platform", "linux/arm64", "--pull", "never", "a/b:c@sha256:00"))
                .isEqualTo(
                        new ImageSource.Named(
                                "a/b:c@sha256:00", Optional.of("linux/arm64"), Pull.NEVER));
        assertThat(image("oci:./dir:v1"))
                .isEqualTo(
                        new ImageSource.OciLayout(
                                "/home/u/dir", Optional.of("v1"), Optional.empty()));
        assertThat(image("oci:/dir"))
                .isEqualTo(new ImageSource.OciLayout("/dir", Optional.empty(), Optional.empty()));
        assertThat(image("docker-archive:x.tar:team/app:1"))
                .isEqualTo(
                        new ImageSource.DockerArchive(
                                "/home/u/x.tar", Optional.of("team/app:1"), Optional.empty()));
        assertThat(image("--rootfs", "../tree")).isEqualTo(new ImageSource.Directory("/home/tree"));
    }

    private static ImageSource image(String... line) {
        return new RunLine().line(line).image();
    }

    @Test
    void the_command_is_what_follows_the_image_or_all_with_a_directory() {
        assertThat(new RunLine().line("--rm", "img", "ls", "-l").command())
                .containsExactly("ls", "-l");
        assertThat(new RunLine().line("--rootfs", "/t", "ls", "-l").command())
                .containsExactly("ls", "-l");
    }

    @Test
    void without_an_image_the_arguments_are_counted() {
        assertThatThrownBy(() -> image("--rm"))
                .hasMessage("\"jong run\" requires at least 1 argument");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../x",
                "a/../b",
                "/abs",
                "-x",
                "a b",
                "a\nb",
                "\u001b[2J",
                "oci:",
                "oci::v1",
                "oci:d:",
                "docker-archive:",
                "docker-archive::x"
            })
    void M19_a_name_that_no_image_can_have_is_refused(String image) {
        assertThatThrownBy(() -> image("--", image))
                .hasMessageStartingWith("invalid reference format: \"");
    }

    @Test
    void M19_an_endless_name_is_refused() {
        assertThatThrownBy(() -> image("a".repeat(5000)))
                .hasMessageStartingWith("invalid reference format: \"aaa");
    }

    @Test
    void pull_and_platform_need_an_image_of_the_store() {
        assertThat(refused("--rootfs", "/t", "--pull", "always").text())
                .contains("conflicting options");
        assertThatThrownBy(() -> image("--pull", "always", "oci:/x"))
                .hasMessageContaining("conflicting options");
        assertThat(refused("--pull", "often").text()).contains("no such value");
        assertThat(refused("--platform", "a/b/c/d").text()).contains("no platform");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/b", "a", "-ab", "a b", "a\nb", "\u00e9e", "_ab"})
    void L23_a_name_outside_the_grammar_is_refused(String name) {
        assertThat(refused("--name", name).text()).startsWith("invalid container name \"");
    }

    @Test
    void L23_a_name_of_thousands_of_characters_is_refused() {
        assertThat(refused("--name", "a".repeat(5000)).text())
                .startsWith("invalid container name \"aaa");
        assertThat(run("--name", "a".repeat(255)).identity().name()).isPresent();
    }

    @Test
    void namespaces_are_taken_over() {
        assertThat(
                        run(
                                        "--network",
                                        "none",
                                        "--pid",
                                        "host",
                                        "--ipc",
                                        "container:db",
                                        "--uts",
                                        "host",
                                        "--userns",
                                        "host",
                                        "--cgroupns",
                                        "private")
                                .namespaces())
                .isEqualTo(
                        new RunOptions.Namespaces(
                                "none", "host", "container:db", "host", "host", "private"));
        assertThat(run("--net", "host").namespaces().network()).isEqualTo("host");
        assertThat(run("--network=").namespaces().network()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--network,ns:/proc/1/ns/net",
        "--network,private",
        "--userns,container:web",
        "--userns,ns:/proc/1/ns/user"
    })
    void modes_to_come_are_refused_by_name(String option, String mode) {
        assertThat(refused(option, mode))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
                .satisfies(e ->
                        assertThat(e.text())
                                .isEqualTo(option + " " + mode + " is not supported yet"));
    }

    @Test
    void user_namespaces_are_taken_over() {
        assertThat(run("--userns", "keep-id:uid=5,gid=6").namespaces().users())
                .contains(new UserNamespace.KeepId(OptionalInt.of(5), OptionalInt.of(6)));
        assertThat(run("--userns", "auto:size=9,uidmapping=0:7:1").namespaces().users())
                .contains(
                        new UserNamespace.Auto(
                                OptionalLong.of(9), List.of(new IdMap.Range(0, 7, 1)), List.of()));
        assertThat(run("--uidmap", "0:1:2", "--gidmap", "3:4").namespaces().users())
                .contains(
                        new UserNamespace.Mapped(
                                List.of(new IdMap.Range(0, 1, 2)),
                                List.of(new IdMap.Range(3, 4, 1)),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(run("--userns", "host").namespaces().users()).isEmpty();
        assertThat(refused("--userns", "nomap", "--uidmap", "0:0:1").kind())
                .isEqualTo(ErrorKind.INVALID_ARGUMENT);
        for (String bad : List.of("0", "0:1:2:3", "0:1:0", "a:1:1", "0:1:4294967295", "-1:0:1")) {
            assertThat(refused("--uidmap", bad).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--pid,foo",
        "--ipc,foo",
        "--uts,container:x",
        "--userns,foo",
        "--cgroupns,foo",
        "--pid,container:",
        "--network,container:a/b",
        "--pid,'host private'"
    })
    void an_unknown_mode_is_refused(String option, String mode) {
        assertThat(refused(option, mode).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void limits_are_taken_over() {
        RunOptions.Resources resources =
                run(
                                "-m",
                                "1g",
                                "--memory-swap",
                                "-1",
                                "--memory-reservation",
                                "512m",
                                "--cpus",
                                "1.5",
                                "-c",
                                "512",
                                "--cpuset-cpus",
                                "0-3,7",
                                "--cpuset-mems",
                                "0",
                                "--pids-limit",
                                "-1")
                        .resources();

        assertThat(resources)
                .isEqualTo(
                        new RunOptions.Resources(
                                OptionalLong.of(1L << 30),
                                OptionalLong.of(-1),
                                OptionalLong.of(512L << 20),
                                OptionalLong.of(1_500_000_000),
                                OptionalLong.of(512),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.of("0-3,7"),
                                Optional.of("0"),
                                OptionalLong.of(-1)));
        assertThat(run("--cpu-period", "100000", "--cpu-quota", "50000").resources().cpuQuota())
                .hasValue(50_000);
        assertThat(run("-m", "0").resources().memory()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-m 1m", "-m 1g --memory-swap 512m", "--memory-swap 1g",
                        "-m 1g --memory-reservation 2g", "--cpus 0.0001",
                "--cpus 1 --cpu-quota 50000", "--cpuset-cpus 3-1", "--cpuset-cpus 0,",
                        "--cpuset-mems x", "--pids-limit x",
                "--cpu-shares -5", "--cpu-period 2000000", "--oom-score-adj 1001",
                        "--stop-timeout x", "--shm-size 0"
            })
    void limits_that_make_no_sense_are_refused(String line) {
        assertThat(refused(line.split(" ")).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--uts host --hostname x",
                "--uts host --domainname x",
                "--network container:c --hostname x",
                "--network container:c --dns 1.1.1.1",
                "--network container:c --add-host a:1.1.1.1"
            })
    void names_need_a_namespace_of_their_own(String line) {
        assertThat(refused(line.split(" ")).text()).startsWith("conflicting options: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-u :5", "-u a:b:c", "-u a:", "--group-add -x", "-w relative"})
    void malformed_users_groups_and_directories_are_refused(String line) {
        assertThat(refused(line.split(" ")).text()).startsWith("invalid argument ");
    }

    @Test
    void detached_may_go_with_interactive_and_with_removal() {
        assertThat(run("-d", "-i", "--rm").streams().interactive()).isTrue();
    }

    @Test
    void errors_name_the_option_in_both_forms() {
        assertThat(refused("-m", "1x").text())
                .isEqualTo("invalid argument \"1x\" for \"-m, --memory\" flag: invalid suffix");
    }
}
