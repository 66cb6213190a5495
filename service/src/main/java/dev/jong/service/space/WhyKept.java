package dev.jong.service.space;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.Inventory;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.ContainerSizes;
import dev.jong.service.container.Containers;
import dev.jong.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `df --why`: what keeps something in the store.
public final class WhyKept {
    private final Store store;
    private final UnpackedLayers layers;
    private final Containers containers;

    public WhyKept(Store store, UnpackedLayers layers, Containers containers) {
        this.store = store;
        this.layers = layers;
        this.containers = containers;
    }

    /// @param thing what was asked for, with what keeps it
    /// @param verdict one sentence
    /// @param keeps what an image keeps; empty for anything else
    public record Answer(Thing thing, String verdict, Optional<Kept> keeps) {
        Answer(Thing thing, String verdict) {
            this(thing, verdict, Optional.empty());
        }
    }

    /// Finds out.
    ///
    /// @param text a path below the store, a digest of a blob or layer, the name or id of a container or image
    /// @param path the same as an absolute path
    /// @throws JongException NOT_FOUND when the store has no such thing
    public Answer run(String text, Path path) {
        Inventory inventory = Inventory.of(store, layers);
        Keepers keepers = new Keepers(inventory, containers);
        Path normal = path.normalize();
        boolean meant = text.startsWith("/") || text.startsWith("./") || text.startsWith("../");
        if (normal.startsWith(store.root()) && (meant || normal.toFile().exists())) {
            return new WhyPath(this, inventory, keepers, containers)
                    .of(store.root().relativize(normal))
                    .orElseGet(() -> object(text, inventory, keepers));
        }
        if (meant) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    Text.printable(text) + " is not below the store " + store.root());
        }
        return object(text, inventory, keepers);
    }

    private Answer object(String text, Inventory inventory, Keepers keepers) {
        Optional<Digest> digest = digest(text, inventory);
        if (digest.isPresent()) {
            boolean layer = inventory.layers().containsKey(digest.get());
            boolean blob = inventory.blobs().containsKey(digest.get());
            return judge(
                    layer && !blob ? keepers.layer(digest.get()) : keepers.blob(digest.get()),
                    inventory);
        }
        Optional<ContainerRecord> container = container(text);
        if (container.isPresent()) {
            return container(container.get(), keepers);
        }
        Image image = new Images(store).resolve(text, Optional.empty());
        Answer answer = judge(keepers.blob(image.manifest().digest()), inventory);
        Kept kept = Kept.of(inventory, image.target(), containers.usedImages());
        return new Answer(answer.thing(), answer.verdict(), Optional.of(kept));
    }

    Answer container(ContainerRecord record, Keepers keepers) {
        Thing thing = keepers.container(record);
        long bytes = new ContainerSizes(containers).of(record.id());
        return new Answer(
                new Thing(thing.kind(), thing.name(), thing.note(), bytes, List.of()),
                "kept until jong rm " + thing.name());
    }

    /// What becomes of it.
    Answer judge(Thing thing, Inventory inventory) {
        if (thing.isHeld()) {
            return new Answer(thing, "kept");
        }
        if (thing.bytes() < 0) {
            return new Answer(thing, "it is not here");
        }
        if (store.unfinishedPulls().needed().contains(Digest.parse(thing.name()))) {
            return new Answer(thing, "a pull that did not come to its end wants to find it again");
        }
        boolean blob = !thing.kind().equals("unpacked layer");
        boolean unknown =
                inventory.entries().stream().anyMatch(entry -> !entry.needs().blobsKnown());
        if (blob && (unknown || !inventory.damagedRecords().isEmpty())) {
            return new Answer(
                    thing,
                    "nothing is known to keep it, but something damaged may need it: jong image prune says what");
        }
        return new Answer(
                thing,
                store.leases().out()
                        ? "a lease holds it: others are at work on the store"
                        : "nothing keeps it: the next sweep removes it");
    }

    /// Of a blob or layer, in full or the beginning of its only one; images and containers are found by theirs.
    private static Optional<Digest> digest(String text, Inventory inventory) {
        String hex = text.substring(text.indexOf(':') + 1);
        if (!Digest.isHexPrefix(hex) || hex.length() < 4) {
            return Optional.empty();
        }
        List<Digest> found = new ArrayList<>();
        for (Set<Digest> some : List.of(inventory.blobs().keySet(), inventory.layers().keySet())) {
            for (Digest digest : some) {
                if (digest.hex().startsWith(hex) && !found.contains(digest)) {
                    found.add(digest);
                }
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private Optional<ContainerRecord> container(String text) {
        try {
            return Optional.of(containers.find(text));
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
