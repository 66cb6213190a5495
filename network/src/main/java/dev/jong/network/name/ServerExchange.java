package dev.jong.network.name;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// One query to one server. Each has a socket, a port and an id of its own, all of which a forged answer would have to
/// guess (RFC 5452).
final class ServerExchange {
    private static final int LARGEST_DATAGRAM = 4096;

    private final RandomGenerator ids;

    ServerExchange(RandomGenerator ids) {
        this.ids = ids;
    }

    /// Asks by UDP, and once more by TCP when the answer is cut off.
    ///
    /// @param query with any id
    /// @param end when to give up, in terms of [System#nanoTime]
    /// @throws IOException when no answer came
    byte[] ask(InetSocketAddress server, byte[] query, long end) throws IOException {
        byte[] cut = byDatagram(server, withFreshId(query), end);
        if (!QueryHeader.of(cut).isTruncated()) {
            return cut;
        }
        try {
            return byConnection(server, withFreshId(query), end);
        } catch (IOException e) {
            // A part is better than nothing, and says of itself that it is one.
            return cut;
        }
    }

    private byte[] withFreshId(byte[] query) {
        return ByteBuffer.wrap(query.clone()).putShort(0, (short) ids.nextInt()).array();
    }

    private static byte[] byDatagram(InetSocketAddress server, byte[] query, long end)
            throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            // Connected, the kernel drops what others send, and says when nobody listens there.
            socket.connect(server);
            socket.send(new DatagramPacket(query, query.length));
            byte[] buffer = new byte[LARGEST_DATAGRAM];
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            do {
                packet.setLength(buffer.length);
                socket.setSoTimeout(millis(end));
                socket.receive(packet);
            } while (!answers(query, buffer, packet.getLength()));
            return Arrays.copyOf(buffer, packet.getLength());
        }
    }

    private static byte[] byConnection(InetSocketAddress server, byte[] query, long end)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, millis(end));
            socket.getOutputStream().write(Frame.of(query));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[length(socket, in, end)];
            for (int at = 0; at < answer.length; ) {
                socket.setSoTimeout(millis(end));
                int count = in.read(answer, at, answer.length - at);
                if (count < 0) {
                    throw new EOFException();
                }
                at += count;
            }
            if (!answers(query, answer, answer.length)) {
                throw new IOException("an answer to another question");
            }
            return answer;
        }
    }

    private static int length(Socket socket, DataInputStream in, long end) throws IOException {
        socket.setSoTimeout(millis(end));
        int high = in.readUnsignedByte();
        socket.setSoTimeout(millis(end));
        return high << 8 | in.readUnsignedByte();
    }

    private static int millis(long end) throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    /// Whether a message answers our query: same id, same question. Letters may differ in case, as some servers give
    /// them back in their own.
    ///
    /// @param query ends with its question, or EDNS behind that
    static boolean answers(byte[] query, byte[] message, int length) {
        int end = questionEnd(query);
        if (length < end) {
            return false;
        }
        QueryHeader header = QueryHeader.of(message);
        if (!header.isResponse()
                || header.opcode() != 0
                || header.questions() != 1
                || header.id() != QueryHeader.of(query).id()) {
            return false;
        }
        for (int at = QueryHeader.LENGTH; at < end; at++) {
            boolean inName = at < end - 4;
            if (inName ? lower(query[at]) != lower(message[at]) : query[at] != message[at]) {
                return false;
            }
        }
        return true;
    }

    /// Our own queries have no pointers in their names.
    private static int questionEnd(byte[] query) {
        int at = QueryHeader.LENGTH;
        while (query[at] != 0) {
            at += query[at] + 1;
        }
        return at + 5;
    }

    /// A byte that says how long a label is is never a letter: it is at most 63.
    private static int lower(byte value) {
        return value >= 'A' && value <= 'Z' ? value + 'a' - 'A' : value;
    }
}
