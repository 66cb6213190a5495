package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import dev.jong.store.layer.LayerList;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What containers need of the store's content: ids of their images and diffIDs of their layers. A container whose record
/// can't be read may need any layer (R091).
final class UsedContent {
    private UsedContent() {}

    static Set<Digest> of(List<ContainerRecord> records, Path store) {
        Set<Digest> used = new HashSet<>();
        for (ContainerRecord record : records) {
            if (record.isDamaged()) {
                used.addAll(LayerList.of(store.resolve("layers")).complete());
            } else {
                add(record.imageId(), used);
                record.layers().forEach(layer -> add(layer, used));
            }
        }
        return used;
    }

    private static void add(String digest, Set<Digest> used) {
        try {
            if (!digest.isEmpty()) {
                used.add(Digest.parse(digest));
            }
        } catch (JongException damaged) {
            // What is no digest names nothing.
            return;
        }
    }
}
