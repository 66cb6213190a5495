package dev.jong.service.image;

import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.Inventory;
import dev.jong.image.Needs;
import dev.jong.image.ReadNeeds;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `images --tree`: images with the platforms below them, those that are here and those that are not.
public final class PlatformTree {
    private static final Comparator<Top> NEWEST =
            Comparator.comparing(Top::created)
                    .reversed()
                    .thenComparing(top -> top.names().toString())
                    .thenComparing(top -> top.use().id());

    private final Store store;
    private final UnpackedLayers layers;
    private final Supplier<Set<Digest>> usedImages;

    /// @param usedImages ids of images that containers need
    public PlatformTree(Store store, UnpackedLayers layers, Supplier<Set<Digest>> usedImages) {
        this.store = store;
        this.layers = layers;
        this.usedImages = usedImages;
    }

    /// What something takes.
    ///
    /// @param id of an image; the digest of an index, and of a manifest that is not here
    /// @param disk bytes of blobs and unpacked layers
    /// @param content bytes of blobs
    /// @param used whether a container is made from it
    public record Use(Digest id, long disk, long content, boolean used) {}

    /// One platform of an index.
    ///
    /// @param here whether its manifest is in the store
    public record Child(String platform, boolean here, Use use) {}

    /// One image, with all its names.
    ///
    /// @param children empty for an image that is no index
    public record Top(List<Reference> names, Instant created, Use use, List<Child> children) {}

    /// The images, newest first, and one error for each that could not be read.
    public record Trees(List<Top> images, List<JongException> damaged) {}

    /// Looks.
    ///
    /// @param accepted what rows of the plain list are wanted, by the digest of their manifest or index
    public Trees run(Set<Digest> accepted) {
        Inventory inventory = Inventory.of(store, layers);
        Set<Digest> used = usedImages.get();
        Map<Digest, List<Inventory.Entry>> byTarget = new LinkedHashMap<>();
        for (Inventory.Entry entry : inventory.entries()) {
            Digest target = entry.reference().target().digest();
            if (accepted.contains(target)) {
                byTarget.computeIfAbsent(target, _ -> new ArrayList<>()).add(entry);
            }
        }
        Look look = new Look(inventory, used);
        List<Top> out = new ArrayList<>();
        List<JongException> damaged = new ArrayList<>(inventory.damagedRecords());
        for (List<Inventory.Entry> entries : byTarget.values()) {
            out.add(look.top(entries));
            damaged.addAll(entries.getFirst().needs().damaged());
        }
        out.sort(NEWEST);
        return new Trees(out, damaged);
    }

    private final class Look {
        private final Inventory inventory;
        private final ReadNeeds reading = new ReadNeeds(store.content());
        private final Set<Digest> used;

        Look(Inventory inventory, Set<Digest> used) {
            this.inventory = inventory;
            this.used = used;
        }

        Top top(List<Inventory.Entry> entries) {
            Descriptor target = entries.getFirst().reference().target();
            Needs needs = entries.getFirst().needs();
            List<Reference> names = new ArrayList<>();
            entries.forEach(entry -> entry.reference().name().ifPresent(names::add));
            List<Child> children = children(target);
            Optional<Image> first = needs.images().stream().findFirst();
            Digest id =
                    children.isEmpty() && first.isPresent() ? first.get().id() : target.digest();
            Instant created =
                    first.flatMap(image -> image.config().createdAt()).orElse(Instant.EPOCH);
            return new Top(names, created, use(id, needs), children);
        }

        private List<Child> children(Descriptor target) {
            List<Child> out = new ArrayList<>();
            try {
                if (Document.parse(store.content().read(target.digest())) instanceof Index index) {
                    for (Descriptor child : index.manifests()) {
                        child(child).ifPresent(out::add);
                    }
                }
            } catch (JongException e) {
                return out; // It is among the damaged ones.
            }
            return out;
        }

        private Optional<Child> child(Descriptor child) {
            boolean here = store.content().size(child.digest()).isPresent();
            Needs needs = here ? reading.of(child) : NOTHING;
            Optional<Image> image = needs.images().stream().findFirst();
            Optional<Platform> platform =
                    child.platform().or(() -> image.map(each -> each.config().platform()));
            // Signatures and provenance hang in indexes as manifests for the platform "unknown".
            boolean unknown = platform.isEmpty() || platform.get().os().equals("unknown");
            if (unknown || MediaType.isIndex(child.mediaType())) {
                return Optional.empty();
            }
            Use use = use(image.map(Image::id).orElse(child.digest()), needs);
            return Optional.of(new Child(platform.get().toString(), here, use));
        }

        private Use use(Digest id, Needs needs) {
            return new Use(
                    id,
                    inventory.bytes(needs.blobs(), needs.layers()),
                    inventory.bytes(needs.blobs(), Set.of()),
                    needs.images().stream().anyMatch(image -> used.contains(image.id())));
        }
    }

    private static final Needs NOTHING =
            new Needs(Set.of(), Set.of(), List.of(), List.of(), List.of(), true);
}
