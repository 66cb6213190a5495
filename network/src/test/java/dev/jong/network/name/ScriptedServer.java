package dev.jong.network.name;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A name server upstream that does as it is told, on loopback.
final class ScriptedServer implements AutoCloseable {
    /// What it does with a query.
    interface Script {
        /// The messages to send back, in this order; on a connection only the first is.
        List<byte[]> answer(byte[] query, Transport transport);
    }

    private final ServerSocket connections;
    private final DatagramSocket datagrams;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<byte[]> queries = new CopyOnWriteArrayList<>();
    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final Script script;

    ScriptedServer(Script script) throws IOException {
        this.script = script;
        this.connections = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
        this.datagrams = new DatagramSocket(connections.getLocalSocketAddress());
        threads.submit(this::takeDatagrams);
        threads.submit(this::takeConnections);
    }

    /// One that listens, and says nothing.
    static ScriptedServer silent() throws IOException {
        return new ScriptedServer((query, transport) -> List.of());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) connections.getLocalSocketAddress();
    }

    /// All queries so far.
    List<byte[]> queries() {
        return queries;
    }

    /// The ports that datagrams came from.
    List<Integer> ports() {
        return ports;
    }

    private Void takeDatagrams() throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            datagrams.receive(packet);
            byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
            queries.add(query);
            ports.add(packet.getPort());
            for (byte[] answer : script.answer(query, Transport.UDP)) {
                datagrams.send(
                        new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private Void takeConnections() throws IOException {
        while (true) {
            try (Socket socket = connections.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] query = in.readNBytes(in.readUnsignedShort());
                queries.add(query);
                for (byte[] answer : script.answer(query, Transport.TCP)) {
                    socket.getOutputStream().write(Frame.of(answer));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        connections.close();
        datagrams.close();
        threads.shutdownNow();
        threads.close();
    }
}
