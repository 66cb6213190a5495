package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// What sources out of files have in common: small files whole, documents verified, blobs opened.
final class TreeFiles {
    private final Tree tree;

    TreeFiles(Tree tree) {
        this.tree = tree;
    }

    /// A small file.
    ///
    /// @param limit most bytes accepted
    Optional<byte[]> small(String name, int limit) {
        Optional<InputStream> opened = tree.open(name);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            byte[] bytes = in.readNBytes(limit + 1);
            Limits.check(bytes.length, limit, "bytes in " + name);
            return Optional.of(bytes);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// A document that is what its descriptor says.
    byte[] document(String name, Descriptor descriptor) {
        byte[] bytes =
                small(name, Limits.DOCUMENT_BYTES).orElseThrow(() -> missing(descriptor.digest()));
        if (bytes.length != descriptor.size()
                || !Digest.of(descriptor.digest().algorithm(), bytes).equals(descriptor.digest())) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the manifest "
                            + descriptor.digest()
                            + " of "
                            + tree.label()
                            + " does not match its digest and size");
        }
        return bytes;
    }

    /// The bytes of a blob, unverified.
    InputStream blob(String name, Digest digest) {
        return tree.open(name).orElseThrow(() -> missing(digest));
    }

    JongException unreadable(String name, IOException cause) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot read " + name + " of " + tree.label() + ": " + cause.getMessage())
                .causedBy(cause);
    }

    private JongException missing(Digest digest) {
        return JongException.of(ErrorKind.NOT_FOUND, tree.label() + " lacks " + digest);
    }
}
