package dev.jong.service.space;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import dev.jong.store.snapshot.ShiftedTrees;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Copies of images for other ids ([ShiftedTrees]): what they take, and removing those that no container has. They are
/// made anew when a container needs one.
public final class ShiftedSpace {
    private final Store store;
    private final Containers containers;

    public ShiftedSpace(Store store, Containers containers) {
        this.store = store;
        this.containers = containers;
    }

    /// How many there are and what they take. Blocks that the disk shares with the layers count as well.
    DiskUse.Sum sum() {
        Optional<Set<String>> used = used();
        long total = 0;
        long active = 0;
        long bytes = 0;
        long free = 0;
        for (Path tree : ShiftedTrees.list(store.root())) {
            boolean needed = used.isEmpty() || used.get().contains(Text.of(tree.getFileName()));
            long size = UnfinishedFiles.bytes(tree);
            total++;
            active += needed ? 1 : 0;
            bytes += size;
            free += needed ? 0 : size;
        }
        return new DiskUse.Sum(total, active, bytes, free);
    }

    /// Removes what no container has, unless somebody is making one just now.
    ///
    /// @return bytes of files that are gone
    public long clear(ShiftedTrees trees) {
        Optional<Hold> alone = store.leases().trySweep();
        if (alone.isEmpty()) {
            return 0;
        }
        try (Hold _ = alone.get()) {
            long before = sum().bytes();
            Optional<Set<String>> used = used();
            trees.remove(name -> used.isPresent() && !used.get().contains(name));
            return Math.max(0, before - sum().bytes());
        }
    }

    /// Those of all containers; empty when nobody can tell, as a record is damaged.
    private Optional<Set<String>> used() {
        Set<String> names = new HashSet<>();
        for (String id : containers.ids()) {
            try {
                Optional<ContainerRecord> record = containers.load(id);
                if (record.isEmpty()) {
                    return Optional.empty();
                }
                Spec spec = ReadSpec.read(record.get().readable().spec());
                if (spec.root() instanceof Spec.Root.Layers layers) {
                    spec.namespaces()
                            .users()
                            .ifPresent(map -> names.add(map.nameFor(layers.layers())));
                }
            } catch (JongException damaged) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }
}
