package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.linux.RunningProgram;
import dev.jong.linux.SocketPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An ssh agent of a build's own, which has keys of the caller: ssh-agent(1) of the host. It ends with this process at the
/// latest, as it lives as long as a program that waits for the end of its input.
final class KeyAgent implements AutoCloseable {
    private static final String READY = "ready\n";

    /// Keys are read here, as ssh-add(1) refuses files that others can read. It may ask nobody for a passphrase. The agent by
    /// itself would see only after seconds that nobody needs it any more.
    private static final String LIFE =
            """
            add() { for key; do ssh-add -q - < "$key" || return; done; }
            add "$@" && echo ready && cat > /dev/null
            kill "$SSH_AGENT_PID"
            while [ -e "$SSH_AUTH_SOCK" ]; do sleep 0.01; done
            """;

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "PATH",
                    "/usr/local/bin:/usr/bin:/bin",
                    "LC_ALL",
                    "C",
                    "SSH_ASKPASS_REQUIRE",
                    "never");

    private final RunningProgram agent;
    private final Path socket;

    private KeyAgent(RunningProgram agent, Path socket) {
        this.agent = agent;
        this.socket = socket;
    }

    /// Starts one.
    ///
    /// @param socket where it is to listen; nobody else may enter that directory
    /// @param keys paths of private keys
    /// @throws JongException PRECONDITION without ssh-agent, or for a key that it does not take
    static KeyAgent start(Path socket, List<String> keys) {
        if (!SocketPath.fits(Text.of(socket))) {
            throw refused("the path of its socket is too long: " + Text.printable(Text.of(socket)))
                    .hint("JONG_RUN names a directory with a shorter path");
        }
        HostProgram program =
                HostProgram.find("ssh-agent", ENVIRONMENT, Duration.ofSeconds(5))
                        .orElseThrow(() ->
                                refused("there is no ssh-agent")
                                        .hint("apt-get install openssh-client"));
        List<String> arguments =
                new ArrayList<>(List.of("-a", Text.of(socket), "/bin/sh", "-c", LIFE, "ssh-agent"));
        arguments.addAll(keys);
        RunningProgram agent = program.begin(arguments);
        if (!isReady(agent)) {
            agent.await();
            String said = agent.said().strip().replace("\n", ", ");
            agent.close();
            throw refused(said.isEmpty() ? "it has ended" : Text.printable(said))
                    .hint(
                            "a key with a passphrase: ssh-add it to an agent, and give that by --ssh ID=SOCKET");
        }
        return new KeyAgent(agent, socket);
    }

    private static boolean isReady(RunningProgram agent) {
        try {
            return Text.of(agent.output().readNBytes(READY.length())).equals(READY);
        } catch (IOException gone) {
            return false;
        }
    }

    private static JongException refused(String why) {
        return JongException.of(
                ErrorKind.PRECONDITION, "cannot make an ssh agent of --ssh: " + why);
    }

    /// Where it listens.
    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        try (agent) {
            agent.input().close();
            agent.await();
        } catch (IOException gone) {
            return;
        }
    }
}
