package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Images;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import java.util.Optional;

/// `tag`: gives an image one more name.
public final class TagImage {
    private final Store store;

    public TagImage(Store store) {
        this.store = store;
    }

    /// Names an image.
    ///
    /// @param image name or id
    /// @param name the new name; without a digest
    /// @return what lost the name to it
    public Optional<Moved> run(String image, Reference name) {
        if (name.digest().isPresent()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "a tag can't have a digest: " + name.familiar());
        }
        try (Hold _ = store.leases().share()) {
            return new NameImage(store)
                    .name(name, new Images(store).resolve(image, Optional.empty()).target());
        }
    }
}
