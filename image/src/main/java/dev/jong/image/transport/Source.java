package dev.jong.image.transport;

import dev.jong.oci.Digest;
import java.util.Optional;

/// What an archive or layout directory holds, by member name and by digest. Nothing in it was believed yet:
/// digests are those of the bytes, names are only keys.
interface Source extends AutoCloseable {
    /// A JSON document by its name in the archive.
    ///
    /// @param limit most bytes accepted
    Optional<byte[]> file(String name, int limit);

    /// The digest of a member by its name, links followed; empty when there is none.
    Optional<Digest> digestOf(String name);

    /// A JSON document by its digest, verified.
    Optional<byte[]> document(Digest digest);

    /// Puts a blob into the store, or finds it there.
    ///
    /// @return its size
    /// @throws dev.jong.base.JongException NOT_FOUND when neither has it, DATA_LOSS when its bytes are wrong
    long store(Digest blob);

    /// The diffID of a layer blob, when it was unpacked while the archive was read; empty when it was not, or not
    /// without knowing the diffID.
    Optional<Digest> unpacked(Digest blob);

    /// Drops what was not stored.
    @Override
    void close();
}
