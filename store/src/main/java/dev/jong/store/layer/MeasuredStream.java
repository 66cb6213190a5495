package dev.jong.store.layer;

import dev.jong.oci.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Counts and hashes all bytes that pass, and stops them at a cap. Made for reads of large pieces.
final class MeasuredStream extends FilterInputStream {
    private final MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
    private final long cap;
    private long count;

    /// @param cap the most bytes that may pass
    MeasuredStream(InputStream in, long cap) {
        super(in);
        this.cap = cap;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int got = super.read(to, offset, length);
        if (got > 0) {
            count += got;
            if (count > cap) {
                throw LayerErrors.tooMuch("more bytes than it may unpack to", cap);
            }
            hasher.update(to, offset, got);
        }
        return got;
    }

    /// Bytes so far.
    long count() {
        return count;
    }

    /// The digest of all bytes; ends the hashing.
    Digest digest() {
        return Digest.Algorithm.SHA256.finish(hasher);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
