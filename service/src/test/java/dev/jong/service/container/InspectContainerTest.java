package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.runtime.spec.ReadSpec;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectContainerTest {
    @TempDir Path directory;
    private Fixtures fixtures;
    private ContainerRecord record;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        record =
                fixtures.container(Fixtures.FIRST, "web", false, 1767225600_000000001L, "tier=web");
    }

    @Test
    void has_the_fields_that_scripts_read() {
        Json.Obj json = inspect();
        assertThat(json.fields().keySet())
                .containsExactly(
                        "Id",
                        "Created",
                        "Path",
                        "Args",
                        "State",
                        "Image",
                        "ResolvConfPath",
                        "HostnamePath",
                        "HostsPath",
                        "LogPath",
                        "Name",
                        "RestartCount",
                        "Driver",
                        "Platform",
                        "HostConfig",
                        "Mounts",
                        "Config",
                        "NetworkSettings",
                        "Spec");
        assertThat(json.text("Id")).isEqualTo(Fixtures.FIRST);
        assertThat(json.text("Name")).isEqualTo("/web");
        assertThat(json.text("Created")).isEqualTo("2026-01-01T00:00:00.000000001Z");
        assertThat(json.text("Path")).isEqualTo("sh");
        assertThat(json.strings("Args")).containsExactly("-c", "true");
        assertThat(json.text("Image")).isEqualTo(Fixtures.IMAGE_ID);
        assertThat(json.text("HostsPath")).endsWith(Fixtures.FIRST + "/hosts");
        assertThat(json.object("HostConfig").text("NetworkMode")).isEqualTo("none");
    }

    @Test
    void tells_how_the_program_is_run() {
        Json.Obj config = inspect().object("Config");
        assertThat(config.strings("Env")).containsExactly("A=1");
        assertThat(config.strings("Cmd")).containsExactly("sh", "-c", "true");
        assertThat(config.text("Hostname")).isEqualTo("box");
        assertThat(config.text("WorkingDir")).isEqualTo("/work");
        assertThat(config.text("Image")).isEqualTo("alpine:3");
        assertThat(config.stringMap("Labels")).containsEntry("tier", "web");
        assertThat(config.bool("OpenStdin")).isTrue();
    }

    @Test
    void tells_the_mounts() {
        Json.Obj mount = inspect().objects("Mounts").getFirst();
        assertThat(mount.text("Type")).isEqualTo("bind");
        assertThat(mount.text("Source")).isEqualTo("/src");
        assertThat(mount.text("Destination")).isEqualTo("/dst");
        assertThat(mount.bool("RW")).isFalse();
    }

    @Test
    void holds_the_spec_that_the_launcher_gets() {
        assertThat(ReadSpec.read(inspect().object("Spec")))
                .isEqualTo(Fixtures.spec(Fixtures.FIRST));
    }

    @Test
    void tells_each_state() {
        assertState("created", false, 0, "0001-01-01T00:00:00Z");
        fixtures.writeExit(Fixtures.FIRST, "137 9 1 1767225600.5");
        assertState("exited", false, 137, "2026-01-01T00:00:00Z");
        assertThat(inspect().object("State").bool("OOMKilled")).isTrue();
        fixtures.running(Fixtures.FIRST);
        assertState("running", true, 0, "0001-01-01T00:00:00Z");
        assertThat(inspect().object("State").number("Pid")).contains(ProcessHandle.current().pid());
    }

    @Test
    void says_when_nobody_saw_the_end() {
        fixtures.writeExit(Fixtures.FIRST, "damaged");
        assertThat(inspect().object("State").text("Error")).contains("nobody saw its end");
    }

    @Test
    void refuses_a_damaged_record() {
        ContainerRecord damaged = ContainerRecord.damaged(Fixtures.FIRST, "web", 1);
        assertThatThrownBy(() -> new InspectContainer(fixtures.containers).inspect(damaged))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void keeps_what_was_asked_for_in_docker_s_words() {
        Json.Obj none = Settings.of(Options.none(), "none", NetworkOptions.NONE);
        assertThat(none.number("PidsLimit")).contains(2048L);
        assertThat(none.text("NetworkMode")).isEqualTo("none");
        assertThat(none.bool("AutoRemove")).isTrue();
        assertThat(none.number("Memory")).contains(0L);
        Json.Obj limited =
                Settings.of(
                        Options.with(
                                Options.resources(OptionalLong.of(99), OptionalLong.of(-1)),
                                Options.names()),
                        "none",
                        NetworkOptions.NONE);
        assertThat(limited.number("Memory")).contains(99L);
        assertThat(limited.number("MemorySwap")).contains(-1L);
    }

    private void assertState(String word, boolean running, long code, String finished) {
        Json.Obj state = inspect().object("State");
        assertThat(state.text("Status")).isEqualTo(word);
        assertThat(state.bool("Running")).isEqualTo(running);
        assertThat(state.number("ExitCode")).contains(code);
        assertThat(state.text("FinishedAt")).isEqualTo(finished);
    }

    private Json.Obj inspect() {
        return new InspectContainer(fixtures.containers).inspect(record);
    }
}
