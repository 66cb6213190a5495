package dev.jong.store.snapshot;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies over parts of a tree without being mounted: the volumes and binds of a container that does not run.
interface Covers {
    /// Nothing does.
    Covers NONE =
            new Covers() {
                @Override
                public void addNames(String path, Set<String> names) {}

                @Override
                public @Nullable SeenFile at(String path) {
                    return null;
                }
            };

    /// Adds the names of what covers something in a directory.
    void addNames(String path, Set<String> names);

    /// What covers a path, to be closed; null when nothing does.
    @Nullable SeenFile at(String path);
}
