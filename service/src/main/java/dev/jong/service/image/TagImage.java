package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.event.Event;
import dev.jong.store.lease.Hold;
import dev.jong.store.reference.Naming;
import java.util.List;
import java.util.Optional;

/// `tag`: gives an image more names.
public final class TagImage {
    private final Store store;
    private final UnpackedLayers layers;

    public TagImage(Store store, UnpackedLayers layers) {
        this.store = store;
        this.layers = layers;
    }

    /// Names an image.
    ///
    /// @param image name or id
    /// @param names the new names; without digests
    public void run(String image, List<Reference> names) {
        for (Reference name : names) {
            if (name.digest().isPresent()) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "a tag can't have a digest: " + name.familiar());
            }
        }
        try (Hold _ = store.leases().share()) {
            Image found = new Images(store).resolve(image, Optional.empty());
            Descriptor target = found.target();
            store.references()
                    .putAll(
                            names.stream().map(name -> new Naming(name, target)).toList(),
                            layers::syncAll);
            for (Reference name : names) {
                store.events().append(Event.image("tag", found.id().toString(), name.familiar()));
            }
        }
    }
}
