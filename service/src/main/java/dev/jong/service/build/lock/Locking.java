package dev.jong.service.build.lock;

import dev.jong.build.solver.Bases;
import dev.jong.build.solver.Remotes;

/// How a build uses `jong.lock`.
public interface Locking {
    /// Not at all.
    Locking NONE = new Locking() {};

    /// Finds images, as the lock wants it.
    default Bases over(Bases bases) {
        return bases;
    }

    /// Fetches, as the lock wants it.
    default Remotes over(Remotes remotes) {
        return remotes;
    }

    /// Told that the build has succeeded.
    default void built() {}
}
