package dev.jong.service.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyAgentTest {
    private static final String PATH = "/usr/bin:/bin";

    @TempDir private Path directory;

    @BeforeEach
    void needs() {
        assumeTrue(HostProgram.locate("ssh-agent", PATH).isPresent(), "ssh-agent");
        assumeTrue(HostProgram.locate("ssh-keygen", PATH).isPresent(), "ssh-keygen");
    }

    @Test
    void an_agent_has_the_keys_and_goes_with_the_build() {
        Secrets.Agent keys = new Secrets.Agent.Keys(List.of(key("one", ""), key("two", "")));
        try (Agents agents = new Agents(directory)) {
            String socket = agents.socket(keys);
            assertThat(agents.socket(keys)).as("made once").isEqualTo(socket);
            assertThat(list(socket)).contains("key one").contains("key two");
        }
        assertThat(directory.resolve("keys0")).doesNotExist();
    }

    @Test
    void a_key_with_a_passphrase_is_refused_with_what_to_do() {
        String locked = key("locked", "long and secret");
        assertThatThrownBy(() -> KeyAgent.start(directory.resolve("socket"), List.of(locked)))
                .hasMessageContaining("cannot make an ssh agent of --ssh");
        assertThat(directory.resolve("socket")).doesNotExist();
    }

    @Test
    void the_caller_s_own_agent_is_not_asked_for_anything_before_a_step_does() {
        try (Agents agents = new Agents(directory)) {
            assertThat(agents.socket(new Secrets.Agent.Socket("/nowhere/agent")))
                    .isEqualTo("/nowhere/agent");
        }
    }

    private String key(String name, String passphrase) {
        Path file = directory.resolve(name);
        run(
                "ssh-keygen",
                Map.of("PATH", PATH),
                List.of(
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        passphrase,
                        "-C",
                        "key " + name,
                        "-f",
                        file.toString()));
        return Text.of(file);
    }

    private static String list(String socket) {
        return run("ssh-add", Map.of("PATH", PATH, "SSH_AUTH_SOCK", socket), List.of("-l"));
    }

    private static String run(String name, Map<String, String> environment, List<String> args) {
        Optional<HostProgram> program = HostProgram.find(name, environment, Duration.ofSeconds(10));
        return program.orElseThrow().run(args, "").output();
    }
}
