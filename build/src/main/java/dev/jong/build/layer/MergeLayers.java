package dev.jong.build.layer;

import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.Layers;
import dev.jong.store.snapshot.OwnerMap;
import dev.jong.store.snapshot.PackTree;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes one layer that does what several do, one upon the other. The same layers give the same one.
public final class MergeLayers {
    private final StoreLayer store;
    private final Layers layers;
    private final Syscalls kernel;

    public MergeLayers(StoreLayer store, Layers layers, Syscalls kernel) {
        this.store = store;
        this.layers = layers;
        this.kernel = kernel;
    }

    /// Makes it. The caller holds a lease.
    ///
    /// @param from the number of the lowest layer that goes into it, from 0; those below stay
    /// @param epoch the time of a root directory that differs from the usual one
    /// @return empty when nothing is in them
    public Optional<TreeLayer> merge(Tree tree, int from, Instant epoch) {
        List<Path> below = LayerStack.topDown(layers, below(tree, from));
        Tree above = new Tree(tree.layers().subList(from, tree.layers().size()));
        List<Path> topDown = LayerStack.topDown(layers, above);
        PackTree.Scope scope = from == 0 ? PackTree.Scope.WHOLE : PackTree.Scope.CHANGES;
        RootEntry root = RootEntry.upon(kernel, below, OwnerMap.SAME);
        return store.store(
                sink -> PackTree.pack(kernel, topDown, scope, new RootFirst(sink, root, epoch)));
    }

    private static Tree below(Tree tree, int from) {
        return new Tree(tree.layers().subList(0, from));
    }
}
