package dev.jong.image.registry;

import java.io.FilterInputStream;
import java.io.InputStream;

/// The bytes of a blob as they come from a registry.
public final class BlobStream extends FilterInputStream {
    private final long start;

    /// @param in the bytes from `start` on
    /// @param start offset of the first byte
    public BlobStream(InputStream in, long start) {
        super(in);
        this.start = start;
    }

    /// The offset of the first byte: what was asked for, or 0 from a registry that knows no ranges.
    public long start() {
        return start;
    }
}
