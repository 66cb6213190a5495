package dev.jong.image.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy that carries connections (`CONNECT`, RFC 9110, section 9.3.6) to one port of this host, whatever host they
/// ask for, and only for clients with the right name and password.
final class Tunnel implements AutoCloseable {
    /// The first line and the credentials of each request.
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final int target;
    private final String authorization;

    /// @param authorization what `Proxy-Authorization` has to be
    Tunnel(int target, String authorization) throws IOException {
        this.target = target;
        this.authorization = authorization;
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    /// Such as `127.0.0.1:4711`.
    String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> carry(client));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void carry(Socket client) {
        try (client) {
            List<String> head = head(client).lines().toList();
            asked.add(head.getFirst());
            if (!head.contains("Proxy-Authorization: " + authorization)) {
                say(client, "407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0");
                return;
            }
            try (Socket registry = new Socket("127.0.0.1", target)) {
                say(client, "200 Carried");
                Thread back = Thread.ofVirtual().start(() -> pass(registry, client));
                pass(client, registry);
                back.join();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(Socket client) throws IOException {
        StringBuilder out = new StringBuilder();
        while (out.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new IOException("no whole head: " + out);
            }
            out.append((char) next);
        }
        return out.toString();
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has hung up, and the other will.
        }
    }
}
