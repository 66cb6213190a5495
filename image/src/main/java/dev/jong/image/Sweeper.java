package dev.jong.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Limits;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import dev.jong.store.usage.StepNeeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Removes blobs and layers that nothing needs: no image with a record, no container, no cached step of a build, no
/// lease, no pull that may go on. Counts references by looking, so there are no counters that could be wrong after a crash.
///
/// Damage keeps what it may need, and no more (R3). A damaged manifest may need any blob, so blobs stay; unpacked layers
/// go all the same, as they can be made anew from blobs. A damaged record may mean any image that is here, so blobs stay
/// that some intact manifest names; other blobs go. A damaged config only hides which layers are its own.
public final class Sweeper {
    private final Store store;
    private final UnpackedLayers layers;

    public Sweeper(Store store, UnpackedLayers layers) {
        this.store = store;
        this.layers = layers;
    }

    /// What a sweep did.
    ///
    /// @param bytes size of the removed blobs and layers
    /// @param held size of what nothing is known to need, and which stays because of the damage
    /// @param damaged what could not be read or removed
    public record Swept(
            List<Digest> blobs,
            List<Digest> layers,
            long bytes,
            long held,
            List<JongException> damaged) {
        public Swept {
            blobs = List.copyOf(blobs);
            layers = List.copyOf(layers);
            damaged = List.copyOf(damaged);
        }
    }

    /// Sweeps, unless leases are out; then a later sweep makes up for it.
    ///
    /// @param used ids of images and diffIDs of layers that containers need, asked for when no lease is out any more
    /// @return empty when it could not run now
    public Optional<Swept> sweep(Supplier<Set<Digest>> used) {
        Optional<Hold> free = store.leases().trySweep();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        try (Hold _ = free.get()) {
            return Optional.of(new Sweep(used.get()).run());
        }
    }

    /// Makes up for a sweep that could not run; only looks at one file when there was none.
    public void catchUp(Supplier<Set<Digest>> used) {
        if (store.leases().sweepWanted()) {
            sweep(used);
        }
    }

    /// One sweep, while nobody else adds anything.
    private final class Sweep {
        private final Inventory inventory = Inventory.of(store, layers);
        private final Set<Digest> neededBlobs = new HashSet<>();
        private final Set<Digest> neededLayers = new HashSet<>();
        private final List<JongException> damaged = new ArrayList<>(inventory.damagedRecords());
        private final List<Digest> goneBlobs = new ArrayList<>();
        private final List<Digest> goneLayers = new ArrayList<>();
        private final Set<Digest> used;
        private boolean blobsKnown = true;
        private long bytes;
        private long held;

        Sweep(Set<Digest> used) {
            this.used = used;
        }

        Swept run() {
            for (Inventory.Entry entry : inventory.entries()) {
                need(entry.needs());
            }
            used.forEach(this::needUsed);
            Set<Digest> wanted = store.unfinishedPulls().needed();
            wanted.addAll(new StepNeeds(store.root()).digests());
            neededBlobs.addAll(wanted);
            neededLayers.addAll(wanted);
            Set<Digest> spared = spared();
            inventory.blobs().forEach((blob, size) -> blob(blob, size, spared));
            inventory.layers().forEach(this::layer);
            unreadableLayers();
            return new Swept(goneBlobs, goneLayers, bytes, held, damaged);
        }

        private void need(Needs needs) {
            neededBlobs.addAll(needs.blobs());
            neededLayers.addAll(needs.layers());
            blobsKnown &= needs.blobsKnown();
            damaged.addAll(needs.damaged());
        }

        /// A container needs its image's config and unpacked layers, also when the image itself is gone. A blob that is no
        /// config only has the digest of a layer, as it is stored uncompressed.
        private void needUsed(Digest id) {
            neededLayers.add(id);
            if (!inventory.blobs().containsKey(id)) {
                return;
            }
            try {
                neededLayers.addAll(ImageConfig.parse(store.content().read(id)).diffIds());
                neededBlobs.add(id);
            } catch (JongException e) {
                if (e.kind() != ErrorKind.INVALID_ARGUMENT) {
                    neededBlobs.add(id);
                    damaged.add(e);
                }
            }
        }

        /// Blobs that nothing is known to need and that damage may need.
        private Set<Digest> spared() {
            if (!blobsKnown) {
                return inventory.blobs().keySet();
            }
            Set<Digest> out = new HashSet<>();
            if (!inventory.damagedRecords().isEmpty()) {
                ReadNeeds reading = new ReadNeeds(store.content());
                for (Map.Entry<Digest, Long> blob : inventory.blobs().entrySet()) {
                    boolean candidate = blob.getValue() <= Limits.DOCUMENT_BYTES;
                    if (candidate && !neededBlobs.contains(blob.getKey())) {
                        out.addAll(image(reading, blob.getKey(), blob.getValue()));
                    }
                }
            }
            return out;
        }

        /// What a blob needs if it is a manifest or index.
        private Set<Digest> image(ReadNeeds reading, Digest blob, long size) {
            Needs needs = reading.of(Descriptor.of("", blob, size));
            if (!needs.blobsKnown() && needs.blobs().size() == 1) {
                return Set.of();
            }
            neededLayers.addAll(needs.layers());
            return needs.blobs();
        }

        private void blob(Digest blob, long size, Set<Digest> spared) {
            if (neededBlobs.contains(blob)) {
                return;
            }
            if (spared.contains(blob)) {
                held += size;
                return;
            }
            try {
                if (store.content().remove(blob)) {
                    bytes += size;
                    goneBlobs.add(blob);
                }
            } catch (JongException e) {
                damaged.add(e);
            }
        }

        private void unreadableLayers() {
            try {
                layers.removeUnreadable(neededLayers);
            } catch (JongException e) {
                damaged.add(e);
            }
        }

        private void layer(Digest layer, long size) {
            if (neededLayers.contains(layer)) {
                return;
            }
            try {
                layers.remove(layer);
                bytes += size;
                goneLayers.add(layer);
            } catch (JongException e) {
                damaged.add(e);
            }
        }
    }
}
