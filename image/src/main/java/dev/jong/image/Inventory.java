package dev.jong.image;

import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import dev.jong.store.Store;
import dev.jong.store.reference.Listing;
import dev.jong.store.reference.StoredReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// One look at the content of a store: what there is, how large it is, and what each name needs of it. Sizes are those
/// of blobs as stored and of layers as they were in their archives, uncompressed; each counts once.
///
/// @param blobs with their sizes in bytes
/// @param layers diffIDs of complete unpacked layers, with their sizes in bytes
/// @param entries one for each record
/// @param damagedRecords one error for each record that could not be read
public record Inventory(
        Map<Digest, Long> blobs,
        Map<Digest, Long> layers,
        List<Entry> entries,
        List<JongException> damagedRecords) {

    /// A record and what its target needs.
    public record Entry(StoredReference reference, Needs needs) {}

    /// Looks.
    public static Inventory of(Store store, UnpackedLayers layers) {
        Map<Digest, Long> blobs = new HashMap<>();
        for (Digest blob : store.content().list()) {
            OptionalLong size = store.content().size(blob);
            size.ifPresent(bytes -> blobs.put(blob, bytes));
        }
        ReadNeeds reading = new ReadNeeds(store.content());
        Listing listing = store.references().list();
        List<Entry> entries = new ArrayList<>();
        for (StoredReference reference : listing.entries()) {
            entries.add(new Entry(reference, reading.of(reference.target())));
        }
        return new Inventory(blobs, layers.sizes(), entries, listing.damaged());
    }

    /// Bytes of everything.
    public long bytes() {
        return sum(blobs.values()) + sum(layers.values());
    }

    /// Bytes of some blobs and layers, of those that are here.
    public long bytes(Set<Digest> ofBlobs, Set<Digest> ofLayers) {
        return sum(blobs, ofBlobs) + sum(layers, ofLayers);
    }

    private static long sum(Map<Digest, Long> sizes, Set<Digest> wanted) {
        long sum = 0;
        for (Digest digest : wanted) {
            sum += sizes.getOrDefault(digest, 0L);
        }
        return sum;
    }

    private static long sum(Collection<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).sum();
    }
}
