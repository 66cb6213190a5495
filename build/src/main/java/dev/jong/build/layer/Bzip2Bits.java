package dev.jong.build.layer;

import java.io.IOException;
import java.io.InputStream;

/// Reads bits, the highest of each byte first.
final class Bzip2Bits implements AutoCloseable {
    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int end;
    private long held;
    private int count;

    Bzip2Bits(InputStream in) {
        this.in = in;
    }

    /// @param length 1 to 24
    int read(int length) throws IOException {
        while (count < length) {
            int next = nextByte();
            if (next < 0) {
                throw Bzip2Stream.tooShort();
            }
            held = held << 8 | next;
            count += 8;
        }
        count -= length;
        return (int) (held >>> count) & (1 << length) - 1;
    }

    /// Four bytes.
    int readInt() throws IOException {
        return read(16) << 16 | read(16);
    }

    boolean readBit() throws IOException {
        return read(1) != 0;
    }

    /// Leaves out the rest of a byte.
    void align() {
        count -= count % 8;
    }

    /// A byte, or -1 at the end of the stream; only where bytes are aligned.
    int readOrEnd() throws IOException {
        return count > 0 ? read(8) : nextByte();
    }

    private int nextByte() throws IOException {
        if (at == end) {
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            at = 0;
            if (end == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
