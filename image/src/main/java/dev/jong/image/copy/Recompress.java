package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.MissingLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Layers compressed anew, into a file without a name: their digest has to be known before they go anywhere.
final class Recompress {
    private static final int PIECE = 128 << 10;
    private static final long LARGEST = 100L << 30;

    private final Supplier<Path> temporary;

    /// @param temporary paths at which nothing exists yet
    Recompress(Supplier<Path> temporary) {
        this.temporary = temporary;
    }

    /// A layer as it became.
    ///
    /// @param file its bytes; closing it removes them
    record Packed(FileChannel file, Digest digest, long size) implements AutoCloseable {
        InputStream open(long from) {
            return new SpanStream(file, from, size - from);
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                return; // What it held has arrived, or does not matter any more.
            }
        }
    }

    /// Compresses a layer with something else.
    ///
    /// @param diffId the digest of its uncompressed bytes, where it is known
    /// @param level empty for the pinned one
    /// @throws JongException DATA_LOSS when the layer is another one
    Packed pack(
            CopySource source,
            Descriptor layer,
            Optional<Digest> diffId,
            Compression compression,
            OptionalInt level) {
        Path name = temporary.get();
        FileChannel file = null;
        try (InputStream verified = source.verified(layer).open(0)) {
            file =
                    FileChannel.open(
                            name,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            Files.delete(name);
            MessageDigest packed = Digest.Algorithm.SHA256.hasher();
            OutputStream kept = new KeptOpen(Channels.newOutputStream(file));
            MessageDigest plain = Digest.Algorithm.SHA256.hasher();
            OutputStream hashed = new DigestOutputStream(kept, packed);
            try (OutputStream out = compression.compress(hashed, level)) {
                copy(Compression.decompress(verified), out, plain);
                drain(verified);
            }
            check(layer, diffId, Digest.Algorithm.SHA256.finish(plain));
            return new Packed(file, Digest.Algorithm.SHA256.finish(packed), file.size());
        } catch (IOException e) {
            close(file);
            throw DiskFailure.of(e, "compress the layer " + layer.digest(), name);
        } catch (RuntimeException e) {
            close(file);
            throw e;
        }
    }

    private static void copy(InputStream in, OutputStream out, MessageDigest plain)
            throws IOException {
        byte[] piece = new byte[PIECE];
        long total = 0;
        for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
            total += got;
            if (total > LARGEST) {
                throw JongException.of(
                        ErrorKind.EXHAUSTED, "a layer unpacks to more than " + LARGEST + " bytes");
            }
            plain.update(piece, 0, got);
            out.write(piece, 0, got);
        }
    }

    /// A decompressor may stop before the end of the blob, which is where the digest is compared.
    private static void drain(InputStream verified) throws IOException {
        verified.transferTo(OutputStream.nullOutputStream());
    }

    private static void check(Descriptor layer, Optional<Digest> diffId, Digest found) {
        if (diffId.isPresent()
                && diffId.get().algorithm() == found.algorithm()
                && !diffId.get().equals(found)) {
            throw MissingLayers.mismatch(layer.digest(), diffId.get(), found);
        }
    }

    private static void close(@org.jspecify.annotations.Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            return; // The first failure is the one to tell.
        }
    }
}
