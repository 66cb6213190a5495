package dev.jong.network.name;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/// Messages of clients, and how clients send them.
final class Queries {
    static final int ID = 0x1234;

    private Queries() {}

    /// A question as the C library sends it.
    static byte[] query(String name, int type) {
        return message(name, type).toWire();
    }

    /// A question with EDNS and the wish for signatures.
    static byte[] query(String name, int type, int payload) {
        Message message = message(name, type);
        message.addRecord(new OPTRecord(payload, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        return message.toWire();
    }

    static Message message(String name, int type) {
        Message message = new Message(ID);
        message.getHeader().setFlag(Flags.RD);
        message.addRecord(Record.newRecord(name(name), type, DClass.IN), Section.QUESTION);
        return message;
    }

    /// The answer of a server to a query, without any records yet, whose id and question are the query's.
    static Message answer(byte[] query) {
        Message asked = read(query);
        Message answer = new Message(asked.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(asked.getQuestion(), Section.QUESTION);
        return answer;
    }

    static Name name(String text) {
        try {
            return new Name(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Message read(byte[] bytes) {
        try {
            return new Message(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the records of the answer say.
    static List<String> data(Message message) {
        return message.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
    }

    /// Sends a datagram, and waits for one.
    static byte[] byDatagram(InetSocketAddress server, byte[] query) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            socket.send(new DatagramPacket(query, query.length, server));
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }
    }

    /// Sends queries on one connection, and waits for as many answers; the last.
    static byte[] byConnection(InetSocketAddress server, byte[]... queries) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(5_000);
            for (byte[] query : queries) {
                socket.getOutputStream().write(Frame.of(query));
            }
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = {};
            for (int i = 0; i < queries.length; i++) {
                answer = in.readNBytes(in.readUnsignedShort());
            }
            return answer;
        }
    }
}
