package dev.jong.image.copy;

import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Reference;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// An image where it is. Documents come verified, blobs do not: [VerifiedBlob] does that for whoever reads them. For any
/// number of threads.
public interface CopySource extends AutoCloseable {
    /// What the place's name stands for.
    ///
    /// @throws dev.jong.base.JongException NOT_FOUND when there is nothing
    RemoteManifest top();

    /// A manifest or index below another.
    ///
    /// @throws dev.jong.base.JongException NOT_FOUND when it is not here, DATA_LOSS when it is not what its digest says
    byte[] document(Descriptor descriptor);

    /// Opens a blob.
    ///
    /// @throws dev.jong.base.JongException NOT_FOUND when it is not here
    InputStream blob(Descriptor blob);

    /// How messages name the place. Byte string, safe to print.
    String label();

    /// The name in a registry, for a place that is in one.
    default Optional<Reference> remoteName() {
        return Optional.empty();
    }

    /// False for images whose manifest was only made for the copy, so that nobody knows its digest.
    default boolean hasOwnManifest() {
        return true;
    }

    /// The tags that there are at the place besides the one that is read, where it knows.
    default List<String> tags() {
        return List.of();
    }

    /// A source of a blob's verified bytes.
    default Repository.BlobSource verified(Descriptor blob) {
        return from -> VerifiedBlob.open(this, blob, from);
    }

    @Override
    default void close() {}
}
