package dev.jong.service.space;

import dev.jong.image.Image;
import dev.jong.image.Inventory;
import dev.jong.image.Needs;
import dev.jong.oci.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What images have in common.
final class ImageShares {
    private static final Comparator<DiskUse.ImageUse> NEWEST =
            Comparator.comparing(DiskUse.ImageUse::created)
                    .reversed()
                    .thenComparing(use -> use.reference().name().map(Object::toString).orElse(""))
                    .thenComparing(DiskUse.ImageUse::id);

    private final Inventory inventory;
    private final Map<Digest, Integer> blobOwners = new HashMap<>();
    private final Map<Digest, Integer> layerOwners = new HashMap<>();

    ImageShares(Inventory inventory) {
        this.inventory = inventory;
        Set<Digest> seen = new HashSet<>();
        for (Inventory.Entry entry : inventory.entries()) {
            // Two names of one image share nothing: it is one image.
            if (seen.add(entry.reference().target().digest())) {
                entry.needs().blobs().forEach(blob -> blobOwners.merge(blob, 1, Integer::sum));
                entry.needs().layers().forEach(layer -> layerOwners.merge(layer, 1, Integer::sum));
            }
        }
    }

    /// One row for each name, newest first.
    ///
    /// @param users how many containers each image has
    List<DiskUse.ImageUse> uses(Map<Digest, Integer> users) {
        List<DiskUse.ImageUse> out = new ArrayList<>();
        for (Inventory.Entry entry : inventory.entries()) {
            Needs needs = entry.needs();
            int containers = 0;
            for (Image image : needs.images()) {
                containers += users.getOrDefault(image.id(), 0);
            }
            out.add(
                    new DiskUse.ImageUse(
                            entry.reference(),
                            needs.images().isEmpty()
                                    ? entry.reference().target().digest()
                                    : needs.images().getFirst().id(),
                            created(needs),
                            inventory.bytes(needs.blobs(), needs.layers()),
                            inventory.bytes(
                                    shared(needs.blobs(), blobOwners),
                                    shared(needs.layers(), layerOwners)),
                            containers));
        }
        out.sort(NEWEST);
        return out;
    }

    private static Instant created(Needs needs) {
        return needs.images().isEmpty()
                ? Instant.EPOCH
                : needs.images().getFirst().config().createdAt().orElse(Instant.EPOCH);
    }

    private static Set<Digest> shared(Set<Digest> needed, Map<Digest, Integer> owners) {
        Set<Digest> out = new HashSet<>();
        for (Digest digest : needed) {
            if (owners.getOrDefault(digest, 0) > 1) {
                out.add(digest);
            }
        }
        return out;
    }
}
