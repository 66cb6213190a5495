package dev.jong.service.container;

import dev.jong.runtime.host.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The control groups of a container whose front or monitor was killed: the one that would have removed them at the
/// end. Asked for where a container goes that did not end well, never on the way of a plain `run`.
public final class LeftoverCgroups {
    private final Supplier<Cgroups> cgroups;

    /// @param cgroups where the groups of containers are on this host
    public LeftoverCgroups(Supplier<Cgroups> cgroups) {
        this.cgroups = cgroups;
    }

    /// Removes the empty groups of a container that has ended; one that is in use stays.
    void remove(String id) {
        for (Path group : groups(id)) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException inUse) {
                // The kernel removes no group with processes in it; the next sweep finds it empty.
                continue;
            }
        }
    }

    private List<Path> groups(String id) {
        return switch (cgroups.get()) {
            case Cgroups.Unified v2 -> List.of(Path.of(v2.parent(), id));
            case Cgroups.Split v1 -> {
                List<Path> all = new ArrayList<>();
                v1.controllers().values().forEach(mount -> all.add(Path.of(mount, "jong", id)));
                yield all;
            }
            case Cgroups.None none -> List.of();
        };
    }
}
