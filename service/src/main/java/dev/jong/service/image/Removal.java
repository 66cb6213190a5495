package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.Images;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.image.RemoveImage.Removed;
import dev.jong.store.Store;
import dev.jong.store.reference.References;
import dev.jong.store.reference.StoredReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one command removes, decided image by image and written at once at the end: a thousand names cost one look at all
/// records, not a thousand.
final class Removal {
    private final References references;
    private final Images images;
    private final ImageReader reader;
    private final Set<Digest> used;
    private final Map<Digest, List<Reference>> left = new HashMap<>();
    private final List<Reference> names = new ArrayList<>();
    private final List<Digest> nameless = new ArrayList<>();
    private final List<Reference> released = new ArrayList<>();

    /// @param used ids of images that containers need
    Removal(Store store, Set<Digest> used) {
        this.references = store.references();
        this.images = new Images(store);
        this.reader = new ImageReader(store.content());
        this.used = used;
        for (StoredReference record : references.list().entries()) {
            List<Reference> its =
                    left.computeIfAbsent(record.target().digest(), _ -> new ArrayList<>());
            record.name().ifPresent(its::add);
        }
    }

    /// Decides on one image.
    ///
    /// @param force also takes away the names of an image that a container uses, or all names when given an id
    /// @throws JongException NOT_FOUND, or CONFLICT when it is in use or the id has several names
    Removed add(String text, boolean force) {
        return isId(text) ? byId(text, force) : byNameOrId(Reference.parse(text), text, force);
    }

    /// Makes it so; durable when this returns. What loses its last name and stays has a record without one before.
    void apply() {
        if (!released.isEmpty()) {
            references.release(released);
        }
        references.removeAll(names, nameless);
    }

    private static boolean isId(String text) {
        return text.startsWith("sha256:") || text.length() == 64 && Digest.isHexPrefix(text);
    }

    private Removed byNameOrId(Reference name, String text, boolean force) {
        Optional<StoredReference> record;
        try {
            record = images.named(name);
        } catch (JongException e) {
            if (e.kind() != ErrorKind.DATA_LOSS) {
                throw e;
            }
            names.add(name); // A damaged record must not need cleaning by hand.
            return new Removed(List.of(name), List.of());
        }
        if (record.isEmpty()) {
            return byId(text, force);
        }
        Reference known = record.get().name().orElseThrow();
        List<Reference> its = left.getOrDefault(record.get().target().digest(), List.of());
        if (!its.contains(known)) {
            throw Images.notFound(text);
        }
        if (its.size() == 1) {
            return delete(record.get().target(), List.of(known), force);
        }
        its.remove(known);
        names.add(known);
        return new Removed(List.of(known), List.of());
    }

    private Removed byId(String text, boolean force) {
        Image image = images.resolve(text, Optional.empty());
        List<Reference> its = left.get(image.target().digest());
        if (its == null) {
            throw Images.notFound(text);
        }
        if (its.size() > 1 && !force) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "the image "
                                    + image.id().shortHex()
                                    + " has "
                                    + its.size()
                                    + " names, among them "
                                    + its.getFirst().familiar())
                    .hint("remove the names one by one, or all of them with --force");
        }
        return delete(image.target(), List.copyOf(its), force);
    }

    private Removed delete(Descriptor target, List<Reference> all, boolean force) {
        List<Digest> ids = ids(target);
        boolean inUse = ids.stream().anyMatch(used::contains);
        if (inUse && (!force || all.isEmpty())) {
            String what = all.isEmpty() ? ids.getFirst().shortHex() : all.getFirst().familiar();
            throw JongException.of(
                            ErrorKind.CONFLICT, "the image " + what + " is used by a container")
                    .hint("remove the container first");
        }
        if (inUse) {
            released.addAll(all);
            left.put(target.digest(), new ArrayList<>());
            return new Removed(all, List.of());
        }
        names.addAll(all);
        nameless.add(target.digest());
        left.remove(target.digest());
        return new Removed(all, ids);
    }

    /// The ids below a target; a damaged image has none but can still be removed.
    private List<Digest> ids(Descriptor target) {
        try {
            return reader.readAll(Optional.empty(), target).stream().map(Image::id).toList();
        } catch (JongException e) {
            return List.of(target.digest());
        }
    }
}
