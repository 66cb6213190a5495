package dev.jong.service.space;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Inventory;
import dev.jong.oci.Digest;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.store.layer.LayerList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a path below a store is.
final class WhyPath {
    private final WhyKept why;
    private final Inventory inventory;
    private final Keepers keepers;
    private final Containers containers;

    WhyPath(WhyKept why, Inventory inventory, Keepers keepers, Containers containers) {
        this.why = why;
        this.inventory = inventory;
        this.keepers = keepers;
        this.containers = containers;
    }

    /// @param path relative to the store
    /// @return empty for what is better found by its name
    Optional<WhyKept.Answer> of(Path path) {
        String[] parts = Text.of(path).split("/", -1);
        String second = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "images" -> Optional.of(blob(path, parts));
            case "layers" -> Optional.of(layer(path, second));
            case "containers" -> container(path, second);
            case "refs" -> file(path, "a name: kept until jong rmi takes it away");
            case "names" -> file(path, "the name of a container: kept as long as that is there");
            case "tmp" ->
                    file(
                            path,
                            "unfinished work: kept while its engine lives, removed by the next one");
            case "partial" ->
                    file(
                            path,
                            "an unfinished download that a pull goes on with; jong image prune removes it");
            case "trash" -> file(path, "on its way out: nothing keeps it");
            case "cache" -> file(path, "made anew when it is needed; jong system prune removes it");
            default -> file(path, "part of every store");
        };
    }

    private WhyKept.Answer blob(Path path, String[] parts) {
        if (parts.length == 4 && parts[1].equals("blobs")) {
            try {
                Digest digest = Digest.parse(parts[2] + ":" + parts[3]);
                return judge(keepers.blob(digest));
            } catch (JongException noDigest) {
                return unknown(path);
            }
        }
        return answer(path, "part of the image layout");
    }

    private WhyKept.Answer layer(Path path, String name) {
        String directory = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        for (Digest diffId : inventory.layers().keySet()) {
            if (LayerList.directoryName(diffId).equals(directory)) {
                return judge(keepers.layer(diffId));
            }
        }
        return unknown(path);
    }

    private Optional<WhyKept.Answer> container(Path path, String id) {
        for (ContainerRecord record : containers.all()) {
            if (record.id().equals(id)) {
                return Optional.of(why.container(record, keepers));
            }
        }
        return Optional.of(unknown(path));
    }

    private WhyKept.Answer judge(Thing thing) {
        return why.judge(thing, inventory);
    }

    private static Optional<WhyKept.Answer> file(Path path, String reason) {
        return Optional.of(answer(path, reason));
    }

    private static WhyKept.Answer unknown(Path path) {
        return answer(path, "nothing that is finished: the next sweep removes it if it is old");
    }

    private static WhyKept.Answer answer(Path path, String reason) {
        return new WhyKept.Answer(new Thing("file", Text.of(path), "", -1, List.of()), reason);
    }
}
