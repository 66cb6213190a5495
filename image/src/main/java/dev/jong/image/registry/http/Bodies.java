package dev.jong.image.registry.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The ways in which the end of a message's body is told (RFC 9112, section 6).
final class Bodies {
    private static final int LONGEST_LINE = 4 << 10;

    private Bodies() {}

    /// So many bytes. Ends with an exception when the connection does before.
    static InputStream fixed(InputStream in, long length) {
        return new Counted(in) {
            private long left = length;

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                if (left == 0 || count == 0) {
                    return left == 0 ? -1 : 0;
                }
                int got = some(buffer, offset, (int) Math.min(count, left));
                left -= got;
                return got;
            }
        };
    }

    /// Chunks with their lengths before them; trailers are read and dropped.
    static InputStream chunked(InputStream in) {
        return new Counted(in) {
            private long left;
            private boolean first = true;
            private boolean ended;

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                if (count == 0) {
                    return 0;
                }
                if (left == 0 && !ended) {
                    next();
                }
                if (ended) {
                    return -1;
                }
                int got = some(buffer, offset, (int) Math.min(count, left));
                left -= got;
                return got;
            }

            private void next() throws IOException {
                if (!first && !line(in).isEmpty()) {
                    throw new IOException("a chunk of the answer is longer than it says");
                }
                first = false;
                left = chunkLength(line(in));
                ended = left == 0;
                for (int trailers = 0; ended && !line(in).isEmpty(); trailers++) {
                    if (trailers == 100) {
                        throw new RefusedException("too many trailers after the answer");
                    }
                }
            }
        };
    }

    private static long chunkLength(String line) throws IOException {
        long value = 0;
        int digits = 0;
        while (digits < line.length() && hex(line.charAt(digits)) >= 0 && digits <= 15) {
            value = value << 4 | hex(line.charAt(digits++));
        }
        boolean ends = digits == line.length() || "; \t".indexOf(line.charAt(digits)) >= 0;
        if (digits == 0 || digits > 15 || !ends) {
            throw new IOException("a chunk of the answer has no valid length");
        }
        return value;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder out = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended in the middle of the answer");
            }
            if (out.length() == LONGEST_LINE) {
                throw new RefusedException("a line between chunks of the answer is too long");
            }
            out.append((char) c);
        }
        int length = out.length();
        return length > 0 && out.charAt(length - 1) == '\r'
                ? out.substring(0, length - 1)
                : out.toString();
    }

    /// What both have in common.
    private abstract static class Counted extends InputStream {
        private final InputStream in;

        Counted(InputStream in) {
            this.in = in;
        }

        final int some(byte[] buffer, int offset, int count) throws IOException {
            int got = in.read(buffer, offset, count);
            if (got < 0) {
                throw new EOFException("the connection ended in the middle of the answer");
            }
            return got;
        }

        @Override
        public abstract int read(byte[] buffer, int offset, int count) throws IOException;

        @Override
        public final int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
