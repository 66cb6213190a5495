package dev.jong.network.name;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// One connection of a client: query after query (RFC 7766), until it says nothing for a while, says nonsense, or has been
/// there for long. The last is for those that send and never read: no time-out ends a write.
final class Conversation {
    /// A query is a name, EDNS and perhaps a cookie.
    private static final int LONGEST = 4096;

    private final Socket socket;
    private final InetAddress client;
    private final NameService service;
    private final Limits limits;
    private final ExecutorService threads;

    Conversation(
            Socket socket,
            InetAddress client,
            NameService service,
            Limits limits,
            ExecutorService threads) {
        this.socket = socket;
        this.client = client;
        this.service = service;
        this.limits = limits;
        this.threads = threads;
    }

    /// Serves the connection and closes it.
    void run() {
        try (socket) {
            Future<?> end = threads.submit(this::closeInTheEnd);
            try {
                converse();
            } finally {
                end.cancel(true);
            }
        } catch (IOException | RuntimeException e) {
            // The client has gone, or the server is being closed.
            return;
        }
    }

    private void closeInTheEnd() {
        try {
            Thread.sleep(limits.life());
        } catch (InterruptedException e) {
            return;
        }
        Closing.quietly(socket);
    }

    private void converse() throws IOException {
        socket.setSoTimeout((int) limits.idle().toMillis());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        while (true) {
            int length = in.readUnsignedShort();
            if (length > LONGEST) {
                return;
            }
            byte[] message = new byte[length];
            in.readFully(message);
            Optional<byte[]> reply = reply(message);
            if (reply.isEmpty()) {
                return;
            }
            out.write(Frame.of(reply.get()));
        }
    }

    private Optional<byte[]> reply(byte[] message) {
        return switch (service.answer(message, Transport.TCP)) {
            case Outcome.Silence() -> Optional.empty();
            case Outcome.Reply(byte[] reply) -> Optional.of(reply);
            case Outcome.Forward forward ->
                    Optional.of(
                            service.mayAsk(client)
                                    ? service.ask(forward, client)
                                    : forward.failure());
        };
    }
}
