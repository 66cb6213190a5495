package dev.jong.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import dev.jong.store.content.Ingest;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.TarWriter;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// Makes the blob of a new layer: packs, hashes, compresses and stores in one pass. What is packed alike gives the same
/// digests.
public final class NewLayer {
    private static final int PIECE = 256 << 10;

    private final ContentStore content;

    public NewLayer(ContentStore content) {
        this.content = content;
    }

    /// A stored layer.
    ///
    /// @param diffId digest of its uncompressed archive
    public record Stored(Descriptor blob, Digest diffId) {}

    /// Writes the members of a layer.
    public interface Packing {
        /// @param tar not to be closed
        void pack(TarWriter tar) throws IOException;
    }

    /// Stores a layer; its blob is durable when this returns, nothing is unpacked. The caller holds a lease.
    ///
    /// @throws JongException what the packing or the disk said
    public Stored store(Compression compression, Packing packing) {
        try (Ingest ingest = content.ingest(0)) {
            OutputStream compressed = compression.compress(new Open(ingest));
            Hashed hashed = new Hashed(compressed);
            try (TarWriter tar = new TarWriter(new BufferedOutputStream(hashed, PIECE))) {
                packing.pack(tar);
            }
            long size = ingest.size();
            Descriptor blob = Descriptor.of(mediaType(compression), ingest.commit(), size);
            return new Stored(blob, hashed.digest());
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot pack a layer: " + e.getMessage())
                    .causedBy(e);
        }
    }

    /// The media type of a layer with this compression.
    ///
    /// @throws JongException UNSUPPORTED for xz
    public static String mediaType(Compression compression) {
        return switch (compression) {
            case NONE -> MediaType.OCI_LAYER;
            case GZIP -> MediaType.OCI_LAYER_GZIP;
            case ZSTD -> MediaType.OCI_LAYER_ZSTD;
            case XZ ->
                    throw JongException.of(
                            ErrorKind.UNSUPPORTED, "layers can't be compressed with xz");
        };
    }

    /// The end of the archive is not the end of the blob, which is committed or dropped afterwards.
    private static final class Open extends FilterOutputStream {
        Open(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {}
    }

    private static final class Hashed extends FilterOutputStream {
        private final MessageDigest hasher = Digest.Algorithm.SHA256.hasher();

        Hashed(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            hasher.update(bytes, offset, length);
            out.write(bytes, offset, length);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        Digest digest() {
            return Digest.Algorithm.SHA256.finish(hasher);
        }
    }
}
