package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Errno;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A socket for a step behind which the caller's ssh agent is. The agent's own would be of no use to a program of another
/// user: agents talk to their owner only.
final class AgentRelay implements AutoCloseable {
    private static final int PIECE = 16 << 10;

    private final Path socket;
    private final Path agent;
    private final ServerSocketChannel listener;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private AgentRelay(Path socket, Path agent, ServerSocketChannel listener) {
        this.socket = socket;
        this.agent = agent;
        this.listener = listener;
    }

    /// Opens one.
    ///
    /// @param folder where the socket is made
    /// @param agent path of the agent's socket
    /// @throws JongException UNAVAILABLE when the agent is not there
    static AgentRelay open(Syscalls kernel, Path folder, String agent, int mode, int uid, int gid) {
        Path there = Text.path(agent);
        if (!Files.exists(there)) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "no ssh agent listens at " + Text.printable(agent))
                    .hint("is SSH_AUTH_SOCK that of an agent that runs?");
        }
        String name = "agent-" + Long.toHexString(System.nanoTime());
        // A path of any length: sockets have short ones.
        try (InRoot directory = InRoot.open(kernel, folder)) {
            String path = "/proc/self/fd/" + directory.number() + "/" + name;
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(path));
            check(kernel.fchownat(directory.number(), name, uid, gid, 0));
            check(kernel.fchmodat(directory.number(), name, mode));
            AgentRelay relay = new AgentRelay(folder.resolve(name), there, listener);
            Thread.ofPlatform().daemon().name("ssh-agent").start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot make a socket for an ssh agent: " + e.getMessage())
                    .causedBy(e);
        }
    }

    /// What is to be mounted.
    Path socket() {
        return socket;
    }

    private static void check(int result) {
        if (result < 0) {
            throw Errno.failure(result, "cannot make a socket for an ssh agent");
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                Thread.ofPlatform().daemon().name("ssh-agent").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            open.add(client);
            open.add(server);
            server.connect(UnixDomainSocketAddress.of(agent));
            Thread answers =
                    Thread.ofPlatform()
                            .daemon()
                            .name("ssh-agent")
                            .start(() -> pass(server, client));
            pass(client, server);
            answers.join();
        } catch (IOException gone) {
            return; // Whoever asked sees the end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            open.removeIf(each -> !each.isOpen());
        }
    }

    private static void pass(SocketChannel from, SocketChannel to) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try {
            while (from.read(piece) >= 0) {
                piece.flip();
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
                piece.clear();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            return; // The other direction ends the same way.
        }
    }

    @Override
    public void close() {
        try (listener) {
            for (SocketChannel each : open) {
                each.close();
            }
            Files.deleteIfExists(socket);
        } catch (IOException gone) {
            return; // The folder goes with the build.
        }
    }
}
