package dev.jong.service.container;

import dev.jong.linux.Syscalls;
import dev.jong.store.snapshot.CopySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// Where nothing can be mounted, a container's root is a copy of its layers.
public final class RootCopier {
    private final Supplier<Syscalls> kernel;
    private final boolean needed;

    /// @param kernel asked for when something is copied
    /// @param needed false where overlays can be mounted
    public RootCopier(Supplier<Syscalls> kernel, boolean needed) {
        this.kernel = kernel;
        this.needed = needed;
    }

    /// Merges layers, topmost first, into the directory `root` of a container's folder; does nothing where that
    /// is not needed.
    void copy(List<Path> layers, Path folder) {
        if (!needed) {
            return;
        }
        Path root = folder.resolve("root");
        try {
            Files.createDirectory(root);
        } catch (IOException e) {
            throw StoreFailure.of("make the container's root", folder, e);
        }
        CopySnapshot.create(kernel.get(), layers, root);
    }
}
