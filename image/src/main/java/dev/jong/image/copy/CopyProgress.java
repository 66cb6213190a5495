package dev.jong.image.copy;

import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;

/// Is told what a copy does. Called by several threads at the same time.
public interface CopyProgress {
    /// How a blob came to be where it was to be.
    sealed interface Arrival {
        /// It was copied.
        record Copied() implements Arrival {}

        /// It was there before.
        record There() implements Arrival {}

        /// The registry took it from another repository of its own.
        ///
        /// @param repository the path of that, such as `library/debian`
        record Mounted(String repository) implements Arrival {}
    }

    /// A blob has arrived.
    void blob(Digest blob, Arrival how);

    /// A layer is to be copied.
    default void wanted(Descriptor layer) {}

    /// So many bytes of a blob have been sent.
    ///
    /// @param total as it is sent, which differs from its size when it is compressed on the way
    default void sent(Digest blob, long bytes, long total) {}
}
