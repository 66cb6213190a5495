package dev.jong.network.name;

import java.nio.ByteBuffer;

/// Messages on connections have their length before them (RFC 1035, 4.2.2).
final class Frame {
    private Frame() {}

    /// The message with its length, to be sent in one piece.
    static byte[] of(byte[] message) {
        return ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array();
    }
}
