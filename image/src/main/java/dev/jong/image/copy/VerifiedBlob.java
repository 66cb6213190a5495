package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Hashes a blob while it streams, and fails instead of giving its last piece when it is not what its descriptor says:
/// whoever counts bytes and never asks for the end must not get all of a wrong one.
public final class VerifiedBlob extends FilterInputStream {
    private static final int PIECE = 64 << 10;

    private final Descriptor blob;
    private final String where;
    private final MessageDigest hasher;
    private long count;
    private boolean checked;

    /// @param where how messages name the place that it comes from
    public VerifiedBlob(InputStream in, Descriptor blob, String where) {
        super(in);
        this.blob = blob;
        this.where = where;
        this.hasher = blob.digest().algorithm().hasher();
    }

    /// Opens a blob, with all before an offset read and hashed already: what was given before it could have been anything.
    static InputStream open(CopySource source, Descriptor blob, long from) {
        VerifiedBlob in = new VerifiedBlob(source.blob(blob), blob, source.label());
        try {
            byte[] piece = new byte[PIECE];
            for (long left = from; left > 0; ) {
                int got = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (got < 0) {
                    throw in.wrong();
                }
                left -= got;
            }
            return in;
        } catch (IOException e) {
            throw in.unreadable(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int got = length == 0 ? 0 : in.read(to, offset, length);
        if (got > 0) {
            hasher.update(to, offset, got);
            count += got;
        }
        if (count > blob.size() || got < 0 && count < blob.size()) {
            throw wrong();
        }
        if (count == blob.size() && !checked) {
            checked = true;
            if (!blob.digest().algorithm().finish(hasher).equals(blob.digest())
                    || got >= 0 && in.read() >= 0) {
                throw wrong();
            }
        }
        return got;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return in.skip(0); // Skipped bytes would not be hashed; callers read instead.
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private JongException wrong() {
        return JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the blob "
                                + blob.digest()
                                + " of "
                                + where
                                + " does not match its digest and size")
                .hint("it is damaged where it comes from: copy the image from another place");
    }

    private JongException unreadable(IOException cause) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot read the blob " + blob.digest() + " of " + where)
                .causedBy(cause);
    }
}
