package dev.jong.image;

import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import dev.jong.store.reference.Listing;
import dev.jong.store.reference.StoredReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/// Removes blobs and layers that nothing needs: no image with a record, no container, no lease. Counts references
/// by looking, so there are no counters that could be wrong after a crash.
public final class Sweeper {
    private final Store store;
    private final UnpackedLayers layers;
    private final ImageReader reader;

    public Sweeper(Store store, UnpackedLayers layers) {
        this.store = store;
        this.layers = layers;
        this.reader = new ImageReader(store.content());
    }

    /// What a sweep did.
    ///
    /// @param bytes size of the removed blobs
    /// @param damaged what could not be read; nothing is removed while there is such, because what it needs
    ///     is not known
    public record Swept(
            List<Digest> blobs, List<Digest> layers, long bytes, List<JongException> damaged) {}

    /// Sweeps, unless leases are out; then a later sweep makes up for it.
    ///
    /// @param usedImages ids of images that containers need, asked for when no lease is out any more
    /// @return empty when it could not run now
    public Optional<Swept> sweep(Supplier<Set<Digest>> usedImages) {
        Optional<Hold> free = store.leases().trySweep();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        try (Hold _ = free.get()) {
            return Optional.of(sweepNow(usedImages.get()));
        }
    }

    /// Makes up for a sweep that could not run; only looks at one file when there was none.
    public void catchUp(Supplier<Set<Digest>> usedImages) {
        if (store.leases().sweepWanted()) {
            sweep(usedImages);
        }
    }

    private Swept sweepNow(Set<Digest> usedImages) {
        Set<Digest> needed = new HashSet<>();
        Set<Digest> neededLayers = new HashSet<>();
        List<JongException> damaged = mark(usedImages, needed, neededLayers);
        if (!damaged.isEmpty()) {
            return new Swept(List.of(), List.of(), 0, damaged);
        }
        List<Digest> blobs =
                store.content().list().stream().filter(d -> !needed.contains(d)).toList();
        List<Digest> gone = layers.list().stream().filter(d -> !neededLayers.contains(d)).toList();
        long bytes = 0;
        for (Digest blob : blobs) {
            OptionalLong size = store.content().size(blob);
            bytes += store.content().remove(blob) ? size.orElse(0) : 0;
        }
        gone.forEach(layers::remove);
        return new Swept(blobs, gone, bytes, List.of());
    }

    private List<JongException> mark(
            Set<Digest> usedImages, Set<Digest> needed, Set<Digest> neededLayers) {
        Listing listing = store.references().list();
        List<JongException> damaged = new ArrayList<>(listing.damaged());
        for (StoredReference entry : listing.entries()) {
            try {
                for (Descriptor descriptor : reader.closure(entry.target())) {
                    needed.add(descriptor.digest());
                }
                for (Image image : reader.readAll(entry.name(), entry.target())) {
                    neededLayers.addAll(image.diffIds());
                }
            } catch (JongException e) {
                damaged.add(e);
            }
        }
        for (Digest id : usedImages) {
            markUsed(id, needed, neededLayers, damaged);
        }
        return damaged;
    }

    /// A container needs its image's config and unpacked layers, also when the image itself is gone.
    private void markUsed(
            Digest id, Set<Digest> needed, Set<Digest> neededLayers, List<JongException> damaged) {
        try {
            needed.add(id);
            if (store.content().size(id).isPresent()) {
                neededLayers.addAll(ImageConfig.parse(store.content().read(id)).diffIds());
            }
        } catch (JongException e) {
            damaged.add(e);
        }
    }
}
