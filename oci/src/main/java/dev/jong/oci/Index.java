package dev.jong.oci;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A list of manifests, one for each platform (an OCI index or a Docker manifest list).
public record Index(
        String mediaType, List<Descriptor> manifests, Map<String, String> annotations, String raw)
        implements Document {

    public Index {
        manifests = List.copyOf(manifests);
    }

    static Index of(Json.Obj json, byte[] bytes) {
        Limits.check(json.array("manifests").size(), Limits.INDEX_ENTRIES, "entries in the index");
        List<Descriptor> manifests = new ArrayList<>();
        for (Json.Obj item : json.objects("manifests")) {
            manifests.add(Descriptor.of(item));
        }
        String type = json.text("mediaType");
        return new Index(
                type.isEmpty() ? MediaType.OCI_INDEX : type,
                manifests,
                json.stringMap("annotations"),
                Text.of(bytes));
    }

    /// The entry that suits a platform best, the first of equals; entries without a platform only when the index
    /// has nothing else and just one of them.
    public Optional<Descriptor> select(Platform wanted) {
        Optional<Descriptor> best = Optional.empty();
        int fitness = 0;
        for (Descriptor entry : manifests) {
            int fits = entry.platform().isPresent() ? entry.platform().get().fitness(wanted) : 0;
            if (fits > fitness) {
                best = Optional.of(entry);
                fitness = fits;
            }
        }
        boolean only = manifests.size() == 1 && manifests.getFirst().platform().isEmpty();
        return only ? Optional.of(manifests.getFirst()) : best;
    }
}
