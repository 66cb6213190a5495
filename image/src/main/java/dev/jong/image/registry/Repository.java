package dev.jong.image.registry;

import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// One repository of a registry, as the OCI distribution specification has it. Every call may go over the network,
/// and tries again by itself where that can help. Errors name registry, repository and object. For any number of
/// threads.
public interface Repository {
    /// A manifest or index; its bytes are verified when the reference is a digest, and never larger than
    /// [dev.jong.oci.Limits#DOCUMENT_BYTES]. The digest of the answer is computed, not believed.
    ///
    /// @param reference a tag or a digest
    /// @throws dev.jong.base.JongException NOT_FOUND with the nearest tags, UNAUTHENTICATED, UNAVAILABLE, DATA_LOSS
    RemoteManifest manifest(String reference);

    /// What a tag or digest stands for, without its bytes; empty when there is no such manifest.
    Optional<Descriptor> resolve(String reference);

    /// The bytes of a blob from an offset on. A broken connection is taken up again where it broke, so the stream
    /// ends at the blob's end or fails. The bytes are not verified: whoever reads them hashes all of them.
    ///
    /// @param blob its size bounds what is read
    /// @param from offset in bytes; the stream may start at 0 all the same, which [BlobStream#start] says
    BlobStream blob(Descriptor blob, long from);

    /// Whether the repository has a blob.
    boolean hasBlob(Digest blob);

    /// Has the registry take a blob from another of its repositories; false when it rather wants it uploaded.
    ///
    /// @param from the other repository's path, such as `library/debian`
    boolean mount(Digest blob, String from);

    /// Uploads a blob; nothing happens when it is there.
    ///
    /// @param source opened again from any offset when the connection breaks
    void upload(Descriptor blob, BlobSource source);

    /// Uploads a manifest or index under a tag or its digest.
    ///
    /// @return the digest that it has in the registry
    Digest putManifest(String reference, String mediaType, byte[] bytes);

    /// Removes a tag or manifest.
    ///
    /// @throws dev.jong.base.JongException NOT_FOUND, or UNSUPPORTED when the registry removes nothing
    void deleteManifest(String reference);

    /// All tags, in the registry's order.
    List<String> tags();

    /// The manifests that name this one as their subject, also where the registry only knows the tag schema.
    List<Descriptor> referrers(Digest subject, Optional<String> artifactType);

    /// Bytes that can be read more than once.
    interface BlobSource {
        /// Opens them from an offset on.
        InputStream open(long from);
    }
}
