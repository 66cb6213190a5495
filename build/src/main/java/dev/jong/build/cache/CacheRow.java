package dev.jong.build.cache;

import dev.jong.oci.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that the build cache holds, as `builder du` shows it.
///
/// @param id of a step or a cache mount
/// @param key of the step; empty for a cache mount
/// @param parents ids of what it stands upon, as far as that is in the cache
/// @param mutable whether its content changes: cache mounts
/// @param inUse by a build that is running
/// @param shared whether an image holds the same layer
/// @param bytes on disk
/// @param type `regular` or `exec.cachemount`
public record CacheRow(
        String id,
        Optional<Digest> key,
        List<String> parents,
        Instant created,
        boolean mutable,
        boolean inUse,
        boolean shared,
        long bytes,
        String description,
        long uses,
        Optional<Instant> lastUsed,
        String type) {
    /// Results of steps.
    public static final String REGULAR = "regular";

    /// Directories of `RUN --mount=type=cache`.
    public static final String MOUNT = "exec.cachemount";

    public CacheRow {
        parents = List.copyOf(parents);
    }

    /// Whether it can be removed now.
    public boolean reclaimable() {
        return !inUse;
    }

    /// When it was last of use; when it was made where it never was.
    public Instant touched() {
        return lastUsed.orElse(created);
    }
}
