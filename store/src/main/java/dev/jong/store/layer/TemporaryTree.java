package dev.jong.store.layer;

import dev.jong.linux.Syscalls;
import java.nio.file.Path;

/// A private directory in the store's `tmp`, empty at first, that goes when this is closed. When the process is killed
/// before, the next sweep of unfinished layers takes it.
public final class TemporaryTree implements AutoCloseable {
    private final LayerStaging staging;

    private TemporaryTree(LayerStaging staging) {
        this.staging = staging;
    }

    /// Makes one.
    ///
    /// @param temporary the store's `tmp`
    public static TemporaryTree create(Syscalls kernel, Path temporary) {
        return new TemporaryTree(LayerStaging.create(kernel, temporary));
    }

    /// The directory.
    public Path directory() {
        return staging.tree();
    }

    /// Removes it with all that is in it.
    @Override
    public void close() {
        staging.close();
    }
}
