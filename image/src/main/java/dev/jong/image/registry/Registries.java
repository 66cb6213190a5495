package dev.jong.image.registry;

import dev.jong.oci.Reference;

/// The way to registries: the seam between what is done with images and the network.
public interface Registries extends AutoCloseable {
    /// A repository, by the registry that its name says or a mirror of it. Nothing is sent yet.
    ///
    /// @param name tag and digest do not matter
    Repository repository(Reference name);

    /// A registry as a whole. Nothing is sent yet.
    ///
    /// @param domain host and optional port, such as `docker.io` or `localhost:5000`
    Registry registry(String domain);

    /// Ends the connections that were made; nothing where there are none.
    @Override
    default void close() {}
}
