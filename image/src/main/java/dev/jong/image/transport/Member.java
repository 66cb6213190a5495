package dev.jong.image.transport;

import dev.jong.oci.Digest;
import dev.jong.store.content.Ingest;
import java.util.Optional;
import java.util.concurrent.Future;

/// One regular file of an archive: a small JSON document in memory, or a sealed blob waiting for its commit.
sealed interface Member {
    /// The digest of the bytes.
    Digest digest();

    /// A document.
    record Document(Digest digest, byte[] bytes) implements Member {}

    /// A blob; `diffId` is there when its layer was unpacked on the way.
    record Blob(Digest digest, Ingest ingest, Optional<Future<Digest>> diffId)
            implements Member, AutoCloseable {
        /// Drops what was not committed.
        @Override
        public void close() {
            ingest.close();
        }
    }
}
