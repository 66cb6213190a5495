package dev.jong.store.layer;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Compresses new layers. The same bytes give the same bytes: headers say nothing of the host or the time, the levels are
/// pinned, and one thread does all of it. What else decides is the library: that of the Java runtime for gzip, the one in
/// Jong's jar for zstd.
public final class Compressor {
    private static final int BUFFER = 128 << 10;
    private static final int GZIP_LEVEL = 6;
    private static final int GZIP_HIGHEST = 9;
    private static final int ZSTD_LEVEL = 3;
    private static final int ZSTD_HIGHEST = 22;

    /// RFC 1952: no flags, no time, no extra flags, system unknown.
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private Compressor() {}

    /// A stream that compresses into another one. Closing it ends the compressed data and closes `out`.
    ///
    /// @throws JongException UNSUPPORTED for xz, which images have no media type for
    ///
    /// @param level empty for the pinned one
    public static OutputStream open(Compression compression, OptionalInt level, OutputStream out)
            throws IOException {
        check(compression, level);
        return switch (compression) {
            case NONE -> out;
            case GZIP -> new Gzip(out, level.orElse(GZIP_LEVEL));
            case ZSTD -> {
                ZstdOutputStreamNoFinalizer zstd =
                        new ZstdOutputStreamNoFinalizer(out, level.orElse(ZSTD_LEVEL));
                zstd.setChecksum(true);
                yield zstd;
            }
            case XZ ->
                    throw JongException.of(
                            ErrorKind.UNSUPPORTED, "layers can't be compressed with xz");
        };
    }

    /// Refuses a level that a compression does not have.
    ///
    /// @throws JongException INVALID_ARGUMENT
    public static void check(Compression compression, OptionalInt level) {
        if (level.isEmpty()) {
            return;
        }
        int highest =
                switch (compression) {
                    case GZIP -> GZIP_HIGHEST;
                    case ZSTD -> ZSTD_HIGHEST;
                    case NONE, XZ -> 0;
                };
        if (level.getAsInt() < 1 || level.getAsInt() > highest) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "there is no level "
                                    + level.getAsInt()
                                    + " of "
                                    + compression.name().toLowerCase(Locale.ROOT))
                    .hint("levels are 1 to 9 for gzip and 1 to 22 for zstd");
        }
    }

    private static final class Gzip extends FilterOutputStream {
        private final CRC32 sum = new CRC32();
        private final Deflater deflater;
        private final DeflaterOutputStream deflating;
        private long length;
        private boolean closed;

        Gzip(OutputStream to, int level) throws IOException {
            super(to);
            to.write(GZIP_HEADER);
            deflater = new Deflater(level, true);
            deflating = new DeflaterOutputStream(to, deflater, BUFFER);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            sum.update(bytes, offset, count);
            length += count;
            deflating.write(bytes, offset, count);
        }

        @Override
        public void flush() {
            // A flush in the middle would change the bytes.
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (OutputStream ending = out) {
                deflating.finish();
                byte[] trailer = new byte[8];
                for (int i = 0; i < 4; i++) {
                    trailer[i] = (byte) (sum.getValue() >> 8 * i);
                    trailer[4 + i] = (byte) (length >> 8 * i);
                }
                ending.write(trailer);
            } finally {
                deflater.end();
            }
        }
    }
}
