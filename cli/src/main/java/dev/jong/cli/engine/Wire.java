package dev.jong.cli.engine;

import dev.jong.base.Text;
import dev.jong.runtime.plan.Contract;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Messages over two byte streams: `u32 size, u32 tag, payload`, little-endian (docs/protocol.md). One thread reads;
/// writes may come from several.
final class Wire implements Closeable {
    private final InputStream in;
    private final OutputStream out;
    private final Object writeLock = new Object();

    /// A part of a message may have been sent, of which the next would be taken for the rest. Guarded by the lock.
    private boolean broken;

    Wire(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /// One message.
    record Message(int tag, byte[] payload) {
        /// A u32 of the payload.
        ///
        /// @throws EOFException when the payload is shorter
        int word(int offset) throws EOFException {
            if (offset < 0 || offset > payload.length - 4) {
                throw new EOFException("a message with the tag " + tag + " is cut short");
            }
            return payload[offset] & 0xff
                    | (payload[offset + 1] & 0xff) << 8
                    | (payload[offset + 2] & 0xff) << 16
                    | (payload[offset + 3] & 0xff) << 24;
        }

        /// A u64 of the payload.
        long wide(int offset) throws EOFException {
            return word(offset) & 0xffffffffL | (long) word(offset + 4) << 32;
        }
    }

    /// The next message.
    ///
    /// @throws EOFException when the front is gone
    Message read() throws IOException {
        byte[] head = exactly(8);
        Message header = new Message(0, head);
        int size = header.word(0);
        if (size < 0 || size > Contract.MSG_LIMIT) {
            throw new IOException("a message of " + Integer.toUnsignedString(size) + " bytes");
        }
        return new Message(header.word(4), exactly(size));
    }

    /// Sends one message.
    void send(int tag, byte[] payload) throws IOException {
        send(tag, payload, 0, payload.length);
    }

    /// Sends one message, at most as long as the contract allows.
    void send(int tag, byte[] bytes, int offset, int length) throws IOException {
        byte[] whole = new byte[8 + length];
        put(whole, 0, length);
        put(whole, 4, tag);
        System.arraycopy(bytes, offset, whole, 8, length);
        synchronized (writeLock) {
            if (broken) {
                throw new IOException("a message before this one could not be sent");
            }
            broken = true;
            out.write(whole);
            out.flush();
            broken = false;
        }
    }

    /// Sends text, in parts that fit a message.
    void send(int tag, String text) throws IOException {
        byte[] bytes = Text.bytes(text);
        int part = 1 << 20;
        for (int at = 0; at < bytes.length; at += part) {
            byte[] piece = new byte[Math.min(part, bytes.length - at)];
            System.arraycopy(bytes, at, piece, 0, piece.length);
            send(tag, piece);
        }
    }

    /// Sends one number.
    void send(int tag, int value) throws IOException {
        byte[] payload = new byte[4];
        put(payload, 0, value);
        send(tag, payload);
    }

    @Override
    public void close() throws IOException {
        try (in;
                out) {
            return;
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = new byte[size];
        if (in.readNBytes(bytes, 0, size) != size) {
            throw new EOFException("the front is gone");
        }
        return bytes;
    }

    private static void put(byte[] out, int at, int value) {
        out[at] = (byte) value;
        out[at + 1] = (byte) (value >> 8);
        out[at + 2] = (byte) (value >> 16);
        out[at + 3] = (byte) (value >> 24);
    }
}
