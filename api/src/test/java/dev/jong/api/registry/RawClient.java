package dev.jong.api.registry;

import dev.jong.base.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One connection for each request, its bytes as the test says: no client of a library would send what attackers do.
final class RawClient {
    private final int port;

    RawClient(int port) {
        this.port = port;
    }

    /// An answer.
    ///
    /// @param headers by lower-case names
    /// @param whole whether the body is as long as announced
    record Answer(int status, Map<String, String> headers, byte[] body, boolean whole) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        String text() {
            return Text.of(body);
        }
    }

    Answer get(String target) throws IOException {
        return send("GET", target, "", new byte[0]);
    }

    Answer send(String method, String target) throws IOException {
        return send(method, target, "", new byte[0]);
    }

    /// @param headers lines with their ends
    Answer send(String method, String target, String headers, byte[] body) throws IOException {
        String length = method.equals("GET") ? "" : "Content-Length: " + body.length + "\r\n";
        String head =
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + length
                        + headers
                        + "\r\n";
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            out.write(Text.bytes(head));
            out.write(body);
            out.flush();
            return read(socket.getInputStream(), method.equals("HEAD"));
        }
    }

    /// Sends bytes as they are and returns everything that comes until the other side closes.
    String raw(String bytes) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(Text.bytes(bytes));
            socket.getOutputStream().flush();
            return Text.of(socket.getInputStream().readAllBytes());
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    static Answer read(InputStream in, boolean head) throws IOException {
        String status = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
        byte[] body = new byte[0];
        boolean whole = true;
        if (!head) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                in.transferTo(bytes);
            } catch (IOException e) {
                whole = false;
            }
            body = bytes.toByteArray();
            whole = whole && body.length == length;
        }
        return new Answer(Integer.parseInt(status.split(" ", 3)[1]), headers, body, whole);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder out = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the answer ends in its head: " + out);
            }
            if (c != '\r') {
                out.append((char) c);
            }
        }
        return out.toString();
    }
}
