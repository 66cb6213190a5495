package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Streams into temporary files, up to what any image may have.
final class Pieces {
    private static final int PIECE = 128 << 10;
    private static final long LARGEST = 100L << 30;

    private Pieces() {}

    /// Copies a stream to its end; not closed.
    ///
    /// @throws JongException EXHAUSTED when it is longer than 100 GiB
    static void copy(InputStream in, FileChannel to) throws IOException {
        byte[] piece = new byte[PIECE];
        long total = 0;
        for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
            total += got;
            if (total > LARGEST) {
                throw JongException.of(
                        ErrorKind.EXHAUSTED, "it unpacks to more than " + LARGEST + " bytes");
            }
            ByteBuffer buffer = ByteBuffer.wrap(piece, 0, got);
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
        }
    }
}
