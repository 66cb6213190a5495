package dev.jong.service.image;

import dev.jong.base.JongException;
import dev.jong.image.ImageReader;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.reference.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives images names and says what lost them, because an archive must never take a name away in silence.
final class NameImage {
    private final Store store;

    NameImage(Store store) {
        this.store = store;
    }

    /// Sets names, one after the other; durable when this returns.
    ///
    /// @param syncAll makes everything durable that was written to the store's file system
    /// @return for each the image that had the name before, when it was another
    List<Optional<Moved>> name(List<Naming> namings, Runnable syncAll) {
        List<Optional<Descriptor>> before = store.references().putAll(namings, syncAll);
        List<Optional<Moved>> out = new ArrayList<>();
        for (int i = 0; i < namings.size(); i++) {
            Reference name = namings.get(i).name();
            out.add(before.get(i).map(old -> new Moved(name, id(old))));
        }
        return out;
    }

    /// Sets one name.
    Optional<Moved> name(Reference name, Descriptor target) {
        return store.references().put(name, target).map(old -> new Moved(name, id(old)));
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
