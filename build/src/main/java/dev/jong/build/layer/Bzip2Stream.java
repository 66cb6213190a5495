package dev.jong.build.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Decompresses bzip2: blocks of at most 900,000 bytes, each Huffman-coded and sorted by Burrows and Wheeler's transform.
/// Members that follow each other are one stream, as bzip2(1) reads them. Memory is bounded; output is not.
final class Bzip2Stream extends InputStream {
    private static final long BLOCK = 0x314159265359L;
    private static final long END = 0x177245385090L;

    private final Bzip2Bits bits;
    private int[] block = {};
    private Bzip2Block current = Bzip2Block.EMPTY;
    private int combined;
    private boolean ended;

    /// @param in closed with this
    Bzip2Stream(InputStream in) throws IOException {
        bits = new Bzip2Bits(in);
        header(bits.read(8));
    }

    private void header(int first) throws IOException {
        int level = first == 'B' && bits.read(8) == 'Z' && bits.read(8) == 'h' ? bits.read(8) : 0;
        if (level < '1' || level > '9') {
            throw damaged();
        }
        int size = (level - '0') * 100_000;
        if (block.length != size) {
            block = new int[size];
        }
        combined = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = current.read(to, offset, length);
        while (count < 0 && !ended) {
            next();
            count = current.read(to, offset, length);
        }
        return count;
    }

    /// Goes to the next block, or finds that there is none.
    private void next() throws IOException {
        combined = (combined << 1 | combined >>> 31) ^ current.checksum();
        long magic = (long) bits.read(24) << 24 | bits.read(24);
        if (magic == BLOCK) {
            current = Bzip2Block.read(bits, block);
            return;
        }
        if (magic != END || bits.readInt() != combined) {
            throw damaged();
        }
        current = Bzip2Block.EMPTY;
        bits.align();
        int first = bits.readOrEnd();
        if (first < 0) {
            ended = true;
        } else {
            header(first);
        }
    }

    @Override
    public void close() throws IOException {
        bits.close();
    }

    static IOException damaged() {
        return new IOException("the bzip2 data is damaged");
    }

    static EOFException tooShort() {
        return new EOFException("the bzip2 data ends too early");
    }
}
