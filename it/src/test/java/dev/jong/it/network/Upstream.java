package dev.jong.it.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A name server on 127.0.0.1 that knows one address for everybody, 192.0.2.7, and remembers what it was asked.
final class Upstream implements AutoCloseable {
    private static final int HEADER = 12;

    /// A pointer to the question's name, type A, class IN, one minute, four bytes.
    private static final byte[] ANSWER = {
        (byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 7
    };

    private final DatagramSocket socket;
    private final Thread thread;
    private final List<String> queries = new CopyOnWriteArrayList<>();

    Upstream() throws IOException {
        socket = new DatagramSocket(53, InetAddress.ofLiteral("127.0.0.1"));
        thread = Thread.ofPlatform().start(this::serve);
    }

    /// The questions, as bytes.
    List<String> queries() {
        return queries;
    }

    private void serve() {
        byte[] buffer = new byte[1024];
        while (true) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                byte[] message = Arrays.copyOf(buffer, query.getLength());
                queries.add(Arrays.toString(message));
                byte[] answer = answer(message);
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// The question alone comes back, with an answer when it asks for type A.
    private static byte[] answer(byte[] query) throws IOException {
        int end = HEADER;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        boolean known = query[end + 2] == 1;
        byte[] header = Arrays.copyOf(query, HEADER);
        header[2] = (byte) 0x81;
        header[3] = (byte) 0x80;
        header[7] = (byte) (known ? 1 : 0);
        Arrays.fill(header, 8, HEADER, (byte) 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header);
        out.write(query, HEADER, end + 5 - HEADER);
        if (known) {
            out.write(ANSWER);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
