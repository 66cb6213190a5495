package dev.jong.build.layer;

import dev.jong.build.step.TreeLayer;
import dev.jong.linux.Syscalls;
import dev.jong.store.snapshot.OwnerMap;
import dev.jong.store.snapshot.PackTree;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The layers of `RUN`: what a program changed in an overlay's upper directory.
public final class ChangesLayer {
    private final StoreLayer store;
    private final Syscalls kernel;

    public ChangesLayer(StoreLayer store, Syscalls kernel) {
        this.store = store;
        this.kernel = kernel;
    }

    /// What has run.
    ///
    /// @param upper where an overlay has put the changes
    /// @param below directories of the layers it stood upon, the uppermost first
    /// @param mounted where the engine mounted something, paths without a leading slash and without links. Files and empty
    ///     directories there, and directories on the way to them that nothing else has changed, are the engine's own
    /// @param owners to whom files belong in the layer
    public record Ran(Path upper, List<Path> below, List<String> mounted, OwnerMap owners) {
        public Ran {
            below = List.copyOf(below);
            mounted = List.copyOf(mounted);
        }
    }

    /// Stores the changes. The caller holds a lease; nothing writes to the files any more.
    ///
    /// @param latest times after this become this
    /// @return empty when there are none
    /// @throws dev.jong.base.JongException what the disk said
    public Optional<TreeLayer> store(Ran ran, Instant latest) {
        return store.store(sink -> {
            try (ChangesSink changes = new ChangesSink(kernel, sink, ran, latest)) {
                PackTree.pack(
                        kernel,
                        List.of(ran.upper()),
                        PackTree.Scope.CHANGES,
                        ran.owners(),
                        changes);
                changes.finish();
            }
        });
    }
}
