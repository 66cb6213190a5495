package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.Images;
import dev.jong.image.Sweeper;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.lease.Leases;
import dev.jong.store.reference.References;
import dev.jong.store.reference.StoredReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `rmi`: takes a name away, and with the last name the image: its blobs and layers, unless others need them. An
/// image that a container uses is never taken from under it.
public final class RemoveImage {
    private final References references;
    private final Leases leases;
    private final Images images;
    private final ImageReader reader;
    private final Sweeper sweeper;
    private final Supplier<Set<Digest>> usedImages;

    /// @param usedImages ids of images that containers need
    public RemoveImage(Store store, UnpackedLayers layers, Supplier<Set<Digest>> usedImages) {
        this.references = store.references();
        this.leases = store.leases();
        this.images = new Images(store);
        this.reader = new ImageReader(store.content());
        this.sweeper = new Sweeper(store, layers);
        this.usedImages = usedImages;
    }

    /// What was removed.
    ///
    /// @param untagged names taken away
    /// @param deleted ids of images that are gone; empty when another name or a container keeps them
    public record Removed(List<Reference> untagged, List<Digest> deleted) {
        public Removed {
            untagged = List.copyOf(untagged);
            deleted = List.copyOf(deleted);
        }

        /// What the user is told, a line each.
        public List<String> lines() {
            List<String> out = new ArrayList<>();
            untagged.forEach(name -> out.add("Untagged: " + name.familiar()));
            deleted.forEach(id -> out.add("Deleted: " + id));
            return out;
        }
    }

    /// Removes by name or id.
    ///
    /// @param force also takes away the names of an image that a container uses, or all names when given an id
    /// @throws JongException NOT_FOUND, or CONFLICT when it is in use or the id has several names
    public Removed run(String text, boolean force) {
        leases.wantSweep();
        Removed removed =
                isId(text) ? byId(text, force) : byNameOrId(Reference.parse(text), text, force);
        sweeper.sweep(usedImages);
        return removed;
    }

    private static boolean isId(String text) {
        return text.startsWith("sha256:") || text.length() == 64 && Digest.isHexPrefix(text);
    }

    private Removed byNameOrId(Reference name, String text, boolean force) {
        Optional<StoredReference> record;
        try {
            record = images.named(name);
        } catch (JongException e) {
            if (e.kind() != ErrorKind.DATA_LOSS || !references.remove(name)) {
                throw e;
            }
            return new Removed(
                    List.of(name), List.of()); // A damaged record must not need cleaning by hand.
        }
        return record.isPresent() ? byName(record.get(), force) : byId(text, force);
    }

    private Removed byName(StoredReference record, boolean force) {
        Reference name = record.name().orElseThrow();
        Descriptor target = record.target();
        boolean last = references.list().namesOf(target.digest()).size() == 1;
        if (!last) {
            references.remove(name);
            return new Removed(List.of(name), List.of());
        }
        return delete(target, List.of(name), force);
    }

    private Removed byId(String text, boolean force) {
        Image image = images.resolve(text, Optional.empty());
        List<Reference> names = references.list().namesOf(image.target().digest());
        if (names.size() > 1 && !force) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "the image "
                                    + image.id().shortHex()
                                    + " has "
                                    + names.size()
                                    + " names, among them "
                                    + names.getFirst().familiar())
                    .hint("remove the names one by one, or all of them with --force");
        }
        return delete(image.target(), names, force);
    }

    private Removed delete(Descriptor target, List<Reference> names, boolean force) {
        List<Digest> ids = ids(target);
        Set<Digest> used = usedImages.get();
        boolean inUse = ids.stream().anyMatch(used::contains);
        if (inUse && (!force || names.isEmpty())) {
            String what = names.isEmpty() ? ids.getFirst().shortHex() : names.getFirst().familiar();
            throw JongException.of(
                            ErrorKind.CONFLICT, "the image " + what + " is used by a container")
                    .hint("remove the container first");
        }
        names.forEach(references::remove);
        references.forget(target.digest());
        if (inUse) {
            references.keep(target);
        }
        return new Removed(names, inUse ? List.of() : ids);
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
