package dev.jong.service.build;

import dev.jong.image.copy.Location;
import java.util.List;

/// Where a build takes steps from that were done elsewhere, and where it leaves its own.
///
/// @param from in the order in which they are asked
/// @param inline whether the image tells of the steps that made it
/// @param to others
public record CachePlaces(List<Location> from, boolean inline, List<Target> to) {
    /// The store's own cache only.
    public static final CachePlaces NONE = new CachePlaces(List.of(), false, List.of());

    public CachePlaces {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /// A place that steps go to.
    ///
    /// @param all also steps of stages that the image only copies from
    /// @param mayFail whether the build is none the worse when it can't be reached
    public record Target(Location at, boolean all, boolean mayFail) {}

    /// Whether there are none.
    public boolean isEmpty() {
        return from.isEmpty() && !inline && to.isEmpty();
    }
}
