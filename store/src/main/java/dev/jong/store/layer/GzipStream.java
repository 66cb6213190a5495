package dev.jong.store.layer;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses gzip (RFC 1952) with rules that don't depend on how the bytes arrive: any number of members,
/// each with a right checksum and length, and after the last one nothing or zeros. The JDK's own stream
/// accepts any garbage there, and takes a pause in the data for the end.
final class GzipStream extends FilterInputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[64 * 1024];
    private int at;
    private int end;
    private boolean finished;

    /// Reads the header of the first member.
    GzipStream(InputStream in) throws IOException {
        super(in);
        readHeader(need(), need());
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
        while (!finished) {
            int count = inflate(to, offset, length);
            if (count > 0) {
                crc.update(to, offset, count);
                return count;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                readTrailer();
                finished = !beginsAnotherMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] to, int offset, int length) throws IOException {
        if (inflater.needsInput() && !inflater.finished()) {
            if (at == end && !fill()) {
                throw new EOFException("the gzip data ends too early");
            }
            inflater.setInput(input, at, end - at);
            at = end;
        }
        try {
            int count = inflater.inflate(to, offset, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw new IOException("the gzip data asks for a dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw new IOException("the gzip data is damaged", e);
        }
    }

    private void readHeader(int first, int second) throws IOException {
        int method = need();
        int flags = need();
        if (first != 0x1f || second != 0x8b || method != 8 || (flags & RESERVED) != 0) {
            throw new IOException("this is not gzip data");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(need() | need() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
    }

    private void readTrailer() throws IOException {
        if (need32() != crc.getValue() || need32() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new IOException("the gzip checksum is wrong");
        }
    }

    /// After a member: another one, or zeros as padding up to the end, or the end.
    private boolean beginsAnotherMember() throws IOException {
        int first = next();
        if (first > 0) {
            readHeader(first, need());
            return true;
        }
        for (int padding = first; padding >= 0; padding = next()) {
            if (padding != 0) {
                throw new IOException("garbage follows the gzip data");
            }
        }
        return false;
    }

    private long need32() throws IOException {
        return need() | (long) need() << 8 | (long) need() << 16 | (long) need() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            need();
        }
    }

    private void skipText() throws IOException {
        while (need() != 0) {
            // The file's name or a comment, which means nothing here.
        }
    }

    private int need() throws IOException {
        int value = next();
        if (value < 0) {
            throw new EOFException("the gzip data ends too early");
        }
        return value;
    }

    private int next() throws IOException {
        return at == end && !fill() ? -1 : input[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(in.read(input, 0, input.length), 0);
        return end > 0;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        super.close();
    }
}
