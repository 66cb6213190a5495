package dev.jong.store.layer;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;
import org.tukaani.xz.XZInputStream;

/// How a layer is compressed, found by its first bytes: media types of images in the wild are often wrong.
///
/// The decompressing streams are bounded in memory but not in output; the reader has to count. They throw
/// [IOException] for damaged data, for data that ends too early, and for windows beyond the memory limits.
public enum Compression {
    /// A plain tar archive, or anything unknown.
    NONE,
    /// RFC 1952.
    GZIP,
    /// RFC 8878.
    ZSTD,
    /// The .xz file format 1.2.
    XZ;

    /// Bytes that [#detect] wants to see.
    public static final int MAGIC_BYTES = 6;

    /// Largest zstd window, as a power of two: 128 MiB, what every zstd decoder must offer for `--long`.
    private static final int ZSTD_WINDOW_LOG = 27;

    /// Most memory for xz. Its strongest preset takes 65 MiB.
    private static final int XZ_KIBIBYTES = 72 << 10;

    private static final int BUFFER = 128 * 1024;

    /// Tells the compression by the first bytes, fewer than [#MAGIC_BYTES] if there are no more.
    public static Compression detect(byte[] head) {
        if (startsWith(head, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(head)) {
            return ZSTD;
        }
        return startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0) ? XZ : NONE;
    }

    /// The plain bytes of a stream, whatever its compression.
    public static InputStream decompress(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(MAGIC_BYTES);
        Compression found = detect(buffered.readNBytes(MAGIC_BYTES));
        buffered.reset();
        return found.open(buffered);
    }

    /// The plain bytes of a stream with this compression. Closing it closes `in`.
    public InputStream open(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GzipStream(in);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in).setLongMax(ZSTD_WINDOW_LOG);
            case XZ -> new XZInputStream(in, XZ_KIBIBYTES);
        };
    }

    /// A stream that compresses what is written to it. The same bytes give the same output at any time and on any
    /// machine: headers hold no name and no time. Closing it closes `out`.
    ///
    /// @throws dev.jong.base.JongException UNSUPPORTED for xz, which images do not have
    public OutputStream compress(OutputStream out) throws IOException {
        return compress(out, OptionalInt.empty());
    }

    /// The same at a level: 1 to 9 for gzip, 1 to 22 for zstd. The level is part of what the output depends on.
    ///
    /// @param level empty for the pinned one
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a level that there is not
    public OutputStream compress(OutputStream out, OptionalInt level) throws IOException {
        return Compressor.open(this, level, out);
    }

    /// RFC 8878, 3.1.2: a frame for other programs, which may come first.
    private static boolean isSkippableFrame(byte[] head) {
        return head.length >= 4
                && (head[0] & 0xf0) == 0x50
                && head[1] == 0x2a
                && head[2] == 0x4d
                && head[3] == 0x18;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
