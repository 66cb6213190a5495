package dev.jong.service.space;

import dev.jong.image.Image;
import dev.jong.image.Inventory;
import dev.jong.image.Needs;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who keeps what in a store, as a graph that is followed upwards.
final class Keepers {
    private final Inventory inventory;
    private final Containers containers;
    private final Map<Digest, Set<Needs.Link>> parents = new HashMap<>();
    private final Map<Digest, Set<Digest>> manifestsOfLayers = new HashMap<>();
    private final Map<Digest, List<Thing>> names = new LinkedHashMap<>();

    Keepers(Inventory inventory, Containers containers) {
        this.inventory = inventory;
        this.containers = containers;
        for (Inventory.Entry entry : inventory.entries()) {
            names.computeIfAbsent(entry.reference().target().digest(), _ -> new ArrayList<>())
                    .add(name(entry));
            for (Needs.Link link : entry.needs().links()) {
                parents.computeIfAbsent(link.child(), _ -> new LinkedHashSet<>()).add(link);
            }
            for (Image image : entry.needs().images()) {
                for (Digest layer : image.diffIds()) {
                    manifestsOfLayers
                            .computeIfAbsent(layer, _ -> new LinkedHashSet<>())
                            .add(image.manifest().digest());
                }
            }
        }
    }

    private static Thing name(Inventory.Entry entry) {
        String text = entry.reference().name().map(Reference::toString).orElse("");
        String note = text.isEmpty() ? "an image without a name: jong image prune" : "";
        return new Thing("name", text.isEmpty() ? "<none>" : text, note, -1, List.of());
    }

    /// A blob, with all that needs it.
    Thing blob(Digest digest) {
        return blob(digest, document(digest), new HashSet<>());
    }

    private Thing blob(Digest digest, String kind, Set<Digest> above) {
        List<Thing> keepers = new ArrayList<>(names.getOrDefault(digest, List.of()));
        String itself = kind;
        // Indexes can't name themselves, but a damaged store may claim anything.
        if (above.add(digest)) {
            for (Needs.Link link : parents.getOrDefault(digest, Set.of())) {
                itself = word(link.role(), kind);
                keepers.add(blob(link.parent(), document(link.parent()), above));
            }
            above.remove(digest);
        }
        keepers.addAll(containersOf(digest));
        return new Thing(itself, digest.toString(), "", size(inventory.blobs(), digest), keepers);
    }

    /// An unpacked layer, with all that needs it.
    Thing layer(Digest diffId) {
        List<Thing> keepers = new ArrayList<>();
        for (Digest manifest : manifestsOfLayers.getOrDefault(diffId, Set.of())) {
            keepers.add(blob(manifest, "manifest", new HashSet<>()));
        }
        keepers.addAll(containersOf(diffId));
        return new Thing(
                "unpacked layer", diffId.toString(), "", size(inventory.layers(), diffId), keepers);
    }

    private String document(Digest digest) {
        for (Inventory.Entry entry : inventory.entries()) {
            for (Needs.Link link : entry.needs().links()) {
                if (link.parent().equals(digest)) {
                    boolean index =
                            link.role() == Needs.Role.INDEX || link.role() == Needs.Role.MANIFEST;
                    return index ? "index" : "manifest";
                }
            }
        }
        return "blob";
    }

    private static String word(Needs.Role role, String otherwise) {
        return switch (role) {
            case LAYER -> "layer";
            case CONFIG -> "config";
            case MANIFEST -> otherwise.equals("blob") ? "manifest" : otherwise;
            case INDEX -> "index";
        };
    }

    /// Those that are made from an image, or stand on a layer.
    private List<Thing> containersOf(Digest digest) {
        List<Thing> out = new ArrayList<>();
        for (ContainerRecord record : containers.all()) {
            boolean needs =
                    record.imageId().equals(digest.toString())
                            || record.layers().contains(digest.toString())
                            || record.isDamaged() && inventory.layers().containsKey(digest);
            if (needs) {
                out.add(container(record));
            }
        }
        return out;
    }

    /// A container, which keeps itself.
    Thing container(ContainerRecord record) {
        String state = record.isDamaged() ? "damaged" : containers.status(record).word();
        return new Thing("container", title(record), state, -1, List.of());
    }

    private static String title(ContainerRecord record) {
        return record.name().isEmpty() ? record.shortId() : record.name();
    }

    private static long size(Map<Digest, Long> sizes, Digest digest) {
        return sizes.getOrDefault(digest, -1L);
    }
}
