package dev.jong.image.pull;

import dev.jong.oci.Descriptor;

/// What a pull tells about its blobs while it goes on. Called from several threads, often; must be quick.
public interface PullProgress {
    /// Where a blob is.
    enum State {
        /// It is going to be fetched.
        WANTED,
        /// Somebody else is fetching it already.
        WAITING,
        /// It is being fetched.
        DOWNLOADING,
        /// It came with other bytes than its digest says, and is fetched once more.
        RETRYING,
        /// All bytes are here and are the right ones.
        DOWNLOADED,
        /// It is being unpacked; while it is also being fetched nobody is told.
        EXTRACTING,
        /// It was here before.
        EXISTS,
        /// It is here, unpacked if it is a layer.
        COMPLETE
    }

    /// A blob has come to a state, or further in it.
    ///
    /// @param bytes of the blob that are fetched, or unpacked
    void at(Descriptor blob, State state, long bytes);

    /// Nobody wants to know.
    static PullProgress none() {
        return (blob, state, bytes) -> {};
    }
}
