package dev.jong.service.registry;

import dev.jong.image.registry.Registries;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;

/// `delete docker://NAME`: removes an image from a registry. A tag is resolved first, because registries remove by digest:
/// all tags of that image go with it.
public final class DeleteRemote {
    private DeleteRemote() {}

    /// Removes it.
    ///
    /// @return the digest of what was removed
    /// @throws dev.jong.base.JongException NOT_FOUND, or UNSUPPORTED when the registry removes nothing
    public static Digest run(Registries registries, Reference name) {
        Repository repository = registries.repository(name);
        Digest digest =
                name.digest()
                        .orElseGet(() ->
                                repository
                                        .manifest(name.tag().orElseThrow())
                                        .descriptor()
                                        .digest());
        repository.deleteManifest(digest.toString());
        return digest;
    }
}
