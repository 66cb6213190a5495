package dev.jong.service.image;

import dev.jong.base.JongException;
import dev.jong.image.ImageReader;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import java.util.Optional;

/// Gives an image a name and says what lost it, because an archive must never take a name away in silence.
final class NameImage {
    private final Store store;

    NameImage(Store store) {
        this.store = store;
    }

    /// Sets the name; durable when this returns.
    ///
    /// @return the image that had the name before, when it was another
    Optional<Moved> name(Reference name, Descriptor target) {
        Optional<Descriptor> before = store.references().put(name, target);
        return before.isPresent()
                ? Optional.of(new Moved(name, id(before.get())))
                : Optional.empty();
    }

    private Digest id(Descriptor target) {
        try {
            return new ImageReader(store.content())
                    .read(Optional.empty(), target, Optional.empty())
                    .id();
        } catch (JongException e) {
            return target.digest(); // Damaged, or for other platforms only: the best name it has.
        }
    }
}
