package dev.jong.image.copy;

import dev.jong.oci.Digest;

/// Is told what a copy has done. Called by several threads at the same time.
public interface CopyProgress {
    /// A blob has arrived.
    ///
    /// @param there it was there before
    void blob(Digest blob, boolean there);
}
