package dev.jong.cli.engine;

import dev.jong.base.Text;
import dev.jong.runtime.plan.Contract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A front as bytes: what it will have said, and what it was told.
final class Peer {
    private final ByteArrayOutputStream says = new ByteArrayOutputStream();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    /// Says a message whose payload is made of numbers (u32, or u64 for a Long) and strings (with their length).
    Peer say(int tag, Object... parts) {
        return sayBytes(tag, payload(parts));
    }

    Peer sayBytes(int tag, byte[] payload) {
        says.writeBytes(payload((Object) payload.length, tag));
        says.writeBytes(payload);
        return this;
    }

    /// Says bytes that are no message.
    Peer sayRaw(byte[] bytes) {
        says.writeBytes(bytes);
        return this;
    }

    /// The engine's end of it.
    Wire wire() {
        return new Wire(new ByteArrayInputStream(says.toByteArray()), heard);
    }

    /// Where what it is told goes.
    OutputStream written() {
        return heard;
    }

    /// What it was told, as `TAG:payload`, with the numbers of MSG_EXIT.
    List<String> heard() throws IOException {
        List<String> out = new ArrayList<>();
        Wire back =
                new Wire(
                        new ByteArrayInputStream(heard.toByteArray()), new ByteArrayOutputStream());
        int left = heard.size();
        while (left > 0) {
            Wire.Message message = back.read();
            left -= 8 + message.payload().length;
            out.add(
                    switch (message.tag()) {
                        case Contract.MSG_ACCEPTED -> "accepted";
                        case Contract.MSG_REFUSED -> "refused";
                        case Contract.MSG_WORKER -> "worker";
                        case Contract.MSG_OUT -> "out:" + Text.of(message.payload());
                        case Contract.MSG_ERR -> "err:" + Text.of(message.payload());
                        case Contract.MSG_WANT_STDIN -> "stdin";
                        case Contract.MSG_PLAN -> "plan";
                        case Contract.MSG_GO -> "go:" + message.word(0);
                        case Contract.MSG_EXIT -> "exit:" + message.word(0);
                        default -> "tag " + message.tag();
                    });
        }
        return out;
    }

    static byte[] payload(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case Integer number -> out.writeBytes(little(4).putInt(number).array());
                case Long number -> out.writeBytes(little(8).putLong(number).array());
                case String text -> {
                    out.writeBytes(little(4).putInt(text.length()).array());
                    out.writeBytes(Text.bytes(text));
                }
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return out.toByteArray();
    }

    /// The payload of a request of `build`, with these arguments.
    static byte[] request(String build, String... arguments) {
        List<Object> parts = new ArrayList<>();
        parts.addAll(
                List.of(
                        build,
                        1 | 8,
                        1000,
                        100,
                        0022,
                        80,
                        24,
                        "/usr/bin/jong",
                        "/home/me",
                        arguments.length));
        parts.addAll(List.of(arguments));
        parts.addAll(List.of(3, "A=1", "B=x=y", "odd"));
        return payload(parts.toArray());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
