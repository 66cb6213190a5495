package dev.jong.service.build;

import dev.jong.build.layer.ChangesLayer;
import dev.jong.build.layer.CopyChangesLayer;
import dev.jong.build.layer.StoreLayer;
import dev.jong.build.step.TreeLayer;
import dev.jong.linux.Syscalls;
import dev.jong.service.container.BriefContainer;
import dev.jong.service.container.RootParts;
import dev.jong.store.snapshot.LayeredPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Stores what steps' programs have changed.
final class StepChanges {
    /// What every container gets of the engine.
    private static final List<String> SUPPLIED =
            List.of("etc/hostname", "etc/hosts", "etc/resolv.conf");

    private final ChangesLayer overlaid;
    private final CopyChangesLayer copied;

    StepChanges(StoreLayer store, Syscalls kernel) {
        this.overlaid = new ChangesLayer(store, kernel);
        this.copied = new CopyChangesLayer(store, kernel);
    }

    /// Makes a layer of it.
    ///
    /// @param mounted where something was mounted, see [ChangesLayer.Ran]
    /// @param latest times after this become this
    /// @return empty when nothing was changed
    Optional<TreeLayer> pack(BriefContainer container, List<String> mounted, Instant latest) {
        RootParts parts = container.parts();
        if (!parts.copied()) {
            List<String> all = new ArrayList<>(mounted);
            all.addAll(SUPPLIED);
            return overlaid.store(
                    new ChangesLayer.Ran(parts.upper(), parts.lower(), all, parts.owners()),
                    latest);
        }
        Set<String> supplied = new HashSet<>(SUPPLIED);
        for (String path : SUPPLIED) {
            LayeredPlace.find(container.layers(), path)
                    .ifPresent(place -> supplied.add(place.path()));
        }
        return copied.store(parts.upper(), container.layers(), supplied, latest);
    }
}
