package dev.jong.store.content;

import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.Supplier;

/// Hashes what is read and fails at the end of the stream when it was not what the digest says.
final class VerifiedStream extends FilterInputStream {
    private final Digest expected;
    private final Supplier<JongException> damage;
    private final MessageDigest hasher;
    private boolean ended;

    VerifiedStream(InputStream in, Digest expected, Supplier<JongException> damage) {
        super(in);
        this.expected = expected;
        this.damage = damage;
        this.hasher = expected.algorithm().hasher();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            hasher.update(buffer, offset, count);
        } else if (count < 0 && !ended) {
            ended = true;
            if (!expected.algorithm().finish(hasher).equals(expected)) {
                throw damage.get();
            }
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return in.skip(0); // Skipped bytes would not be hashed; callers read instead.
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
