package dev.jong.service.user;

import dev.jong.runtime.spec.IdMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A user namespace of the container's own, as it was asked for.
public sealed interface UserNamespace {
    /// The caller keeps its own id, or appears as the one that is given; all others come from the caller's ranges.
    record KeepId(OptionalInt uid, OptionalInt gid) implements UserNamespace {}

    /// A range that no other container has. `size`: how many ids; the lists hold what is mapped besides.
    record Auto(OptionalLong size, List<IdMap.Range> uids, List<IdMap.Range> gids)
            implements UserNamespace {
        public Auto {
            uids = List.copyOf(uids);
            gids = List.copyOf(gids);
        }
    }

    /// All of the caller's ranges, but not the caller.
    record NoMap() implements UserNamespace {}

    /// What was written down. Without groups they are mapped as the users are, and the other way round. The names: whose
    /// ranges in `/etc/subuid` and `/etc/subgid`.
    record Mapped(
            List<IdMap.Range> uids,
            List<IdMap.Range> gids,
            Optional<String> subUidName,
            Optional<String> subGidName)
            implements UserNamespace {
        public Mapped {
            uids = List.copyOf(uids);
            gids = List.copyOf(gids);
        }
    }
}
