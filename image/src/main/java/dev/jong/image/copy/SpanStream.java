package dev.jong.image.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A part of an open file as a stream. Any number of them read one file at the same time; closing one does nothing.
final class SpanStream extends InputStream {
    private final FileChannel file;
    private long at;
    private long left;

    SpanStream(FileChannel file, long start, long size) {
        this.file = file;
        this.at = start;
        this.left = size;
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
        if (left == 0) {
            return -1;
        }
        int got = file.read(ByteBuffer.wrap(to, offset, (int) Math.min(length, left)), at);
        if (got > 0) {
            at += got;
            left -= got;
        }
        return got;
    }
}
