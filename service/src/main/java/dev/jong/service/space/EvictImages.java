package dev.jong.service.space;

import dev.jong.image.Image;
import dev.jong.image.Inventory;
import dev.jong.image.Needs;
import dev.jong.image.Sweeper;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Keeps the images of a store below a limit: those that were used longest ago go first, and never one that a container
/// is made from, that is pinned, or that has just come.
public final class EvictImages {
    private static final System.Logger LOG = System.getLogger(EvictImages.class.getName());

    private final Store store;
    private final UnpackedLayers layers;
    private final Supplier<Set<Digest>> used;
    private final Supplier<Pins> pins;
    private final LastUsed lastUsed;

    /// @param used what containers need
    public EvictImages(
            Store store,
            UnpackedLayers layers,
            Supplier<Set<Digest>> used,
            Supplier<Pins> pins,
            LastUsed lastUsed) {
        this.store = store;
        this.layers = layers;
        this.used = used;
        this.pins = pins;
        this.lastUsed = lastUsed;
    }

    /// What was done.
    ///
    /// @param gone what each evicted image was called: its first name, or its id
    /// @param bytes that images take now, or will when others at work have ended
    public record Evicted(List<String> gone, long bytes) {
        public Evicted {
            gone = List.copyOf(gone);
        }
    }

    /// An image with all its names.
    private record Candidate(Descriptor target, List<Reference> names, Needs needs, int place) {}

    /// The records of a store as they are: what is not among them later has come since.
    public Set<Object> records() {
        return new HashSet<>(store.references().list().entries());
    }

    /// Notes what has come, and evicts.
    ///
    /// @param limit bytes; empty without a limit
    /// @param before [#records] before something was brought in
    public Evicted run(Optional<Long> limit, Set<Object> before) {
        Inventory inventory = Inventory.of(store, layers);
        Set<Digest> fresh = note(inventory, before);
        if (limit.isEmpty()) {
            return new Evicted(List.of(), 0);
        }
        Owners owners = new Owners(inventory);
        List<String> gone = new ArrayList<>();
        if (owners.bytes() > limit.get()) {
            store.leases().wantSweep();
            Set<Digest> inUse = used.get();
            Pins pinned = pins.get();
            for (Candidate image : candidates(inventory)) {
                boolean kept =
                        fresh.contains(image.target().digest())
                                || pinned.hold(image.target(), image.names())
                                || image.needs().images().stream()
                                        .anyMatch(each -> inUse.contains(each.id()));
                if (!kept && owners.bytes() > limit.get()) {
                    owners.without(image.needs());
                    gone.add(remove(image));
                }
            }
            new Sweeper(store, layers).sweep(used);
        }
        return new Evicted(gone, owners.bytes());
    }

    private Set<Digest> note(Inventory inventory, Set<Object> before) {
        Set<Digest> fresh = new HashSet<>();
        List<Inventory.Entry> byDate = new ArrayList<>(inventory.entries());
        byDate.sort(Comparator.comparing(entry -> entry.reference().updated()));
        List<String> all = new ArrayList<>();
        List<String> touched = new ArrayList<>();
        for (Inventory.Entry entry : byDate) {
            all.addAll(ids(entry.reference().target(), entry.needs()));
            if (!before.contains(entry.reference())) {
                fresh.add(entry.reference().target().digest());
                touched.addAll(ids(entry.reference().target(), entry.needs()));
            }
        }
        lastUsed.align(all.stream().distinct().toList());
        lastUsed.touch(touched.stream().distinct().toList());
        return fresh;
    }

    private List<Candidate> candidates(Inventory inventory) {
        Map<String, Integer> places = lastUsed.places();
        Map<Digest, List<Inventory.Entry>> byTarget = new LinkedHashMap<>();
        for (Inventory.Entry entry : inventory.entries()) {
            byTarget.computeIfAbsent(entry.reference().target().digest(), _ -> new ArrayList<>())
                    .add(entry);
        }
        List<Candidate> out = new ArrayList<>();
        for (List<Inventory.Entry> entries : byTarget.values()) {
            Descriptor target = entries.getFirst().reference().target();
            List<Reference> names = new ArrayList<>();
            entries.forEach(entry -> entry.reference().name().ifPresent(names::add));
            int place = -1;
            for (String id : ids(target, entries.getFirst().needs())) {
                place = Math.max(place, places.getOrDefault(id, -1));
            }
            out.add(new Candidate(target, names, entries.getFirst().needs(), place));
        }
        out.sort(Comparator.comparingInt(Candidate::place));
        return out;
    }

    private String remove(Candidate image) {
        store.references().removeAll(image.names(), List.of(image.target().digest()));
        String name =
                image.names().isEmpty()
                        ? ids(image.target(), image.needs()).getFirst()
                        : image.names().getFirst().familiar();
        LOG.log(System.Logger.Level.INFO, "evicted " + name + " to keep the store's limit");
        return name;
    }

    private static List<String> ids(Descriptor target, Needs needs) {
        return needs.images().isEmpty()
                ? List.of(target.digest().toString())
                : needs.images().stream().map(Image::id).map(Digest::toString).distinct().toList();
    }

    /// How many images need each blob and layer, and what all of that takes.
    private static final class Owners {
        private final Inventory inventory;
        private final Map<Digest, Integer> blobs = new HashMap<>();
        private final Map<Digest, Integer> unpacked = new HashMap<>();

        Owners(Inventory inventory) {
            this.inventory = inventory;
            Set<Digest> seen = new HashSet<>();
            for (Inventory.Entry entry : inventory.entries()) {
                if (seen.add(entry.reference().target().digest())) {
                    entry.needs().blobs().forEach(blob -> blobs.merge(blob, 1, Integer::sum));
                    entry.needs().layers().forEach(l -> unpacked.merge(l, 1, Integer::sum));
                }
            }
        }

        void without(Needs needs) {
            needs.blobs().forEach(blob -> drop(blobs, blob));
            needs.layers().forEach(layer -> drop(unpacked, layer));
        }

        private static void drop(Map<Digest, Integer> counts, Digest digest) {
            counts.computeIfPresent(digest, (_, count) -> count == 1 ? null : count - 1);
        }

        long bytes() {
            return inventory.bytes(blobs.keySet(), unpacked.keySet());
        }
    }
}
