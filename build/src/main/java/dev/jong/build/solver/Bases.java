package dev.jong.build.solver;

import dev.jong.oci.Platform;

/// Finds images, fetching those that are not here. Several threads may ask.
public interface Bases {
    /// An image.
    ///
    /// @param reference as the Dockerfile says it, variables replaced
    /// @throws dev.jong.base.JongException NOT_FOUND and what fetching may fail with
    Base find(String reference, Platform platform);
}
