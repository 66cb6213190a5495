package dev.jong.cli.engine;

import dev.jong.runtime.plan.Contract;
import java.io.IOException;
import java.io.InputStream;

/// The front's standard input as a stream; each message is one piece, an empty one the end.
final class StandardInput extends InputStream {
    private final Wire wire;
    private byte[] piece = new byte[0];
    private int at;
    private boolean ended;

    StandardInput(Wire wire) {
        this.wire = wire;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, buffer, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == piece.length && !ended) {
            Wire.Message message = wire.read();
            if (message.tag() != Contract.MSG_STDIN) {
                throw new IOException(
                        "a message with the tag " + message.tag() + " instead of standard input");
            }
            piece = message.payload();
            at = 0;
            ended = piece.length == 0;
        }
        return !ended;
    }
}
