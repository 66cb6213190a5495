package dev.jong.service.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.Text;
import dev.jong.linux.NativeSyscalls;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentRelayTest {
    @TempDir private Path directory;

    @Test
    void what_is_asked_reaches_the_agent_and_its_answer_comes_back() throws Exception {
        Path agent = directory.resolve("agent");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(agent));
            Thread.ofVirtual().start(() -> answer(server));
            try (AgentRelay relay = relay(agent);
                    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(relay.socket())))
                        .isEqualTo("rw-rw----");
                client.connect(UnixDomainSocketAddress.of(relay.socket()));
                client.write(ByteBuffer.wrap(Text.bytes("keys?")));
                assertThat(read(client)).isEqualTo("got keys?");
            }
        }
    }

    @Test
    void its_socket_goes_with_the_step() throws Exception {
        Path agent = Files.createFile(directory.resolve("agent"));
        AgentRelay relay = relay(agent);
        relay.close();
        assertThat(relay.socket()).doesNotExist();
    }

    @Test
    void an_agent_that_is_not_there_is_told() {
        assertThatThrownBy(() -> relay(directory.resolve("nobody")))
                .hasMessageContaining("no ssh agent listens at");
    }

    private AgentRelay relay(Path agent) throws IOException {
        int self = (int) Files.getAttribute(directory, "unix:uid");
        return AgentRelay.open(new NativeSyscalls(), directory, Text.of(agent), 0660, self, self);
    }

    private static void answer(ServerSocketChannel server) {
        try (SocketChannel asked = server.accept()) {
            asked.write(ByteBuffer.wrap(Text.bytes("got " + read(asked))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(SocketChannel from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        from.read(bytes);
        return Text.of(java.util.Arrays.copyOf(bytes.array(), bytes.position()));
    }
}
