package dev.jong.build.layer;

import dev.jong.store.layer.EntrySink;
import java.io.IOException;

/// Members of a layer that stand together in it.
interface CopyPart {
    /// Whether there is anything that was not there before.
    boolean changes();

    /// Writes them.
    void writeTo(EntrySink sink) throws IOException;
}
