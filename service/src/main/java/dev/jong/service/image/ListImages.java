package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.store.Store;
import dev.jong.store.reference.Listing;
import dev.jong.store.reference.StoredReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `images`: what is in the store, newest first.
public final class ListImages {
    private static final Comparator<ImageSummary> NEWEST =
            Comparator.comparing(ImageSummary::created)
                    .reversed()
                    .thenComparing(ImageSummary::repository)
                    .thenComparing(ImageSummary::tag)
                    .thenComparing(ImageSummary::id);

    private final Store store;
    private final UnpackedLayers layers;
    private final ImageReader reader;

    public ListImages(Store store, UnpackedLayers layers) {
        this.store = store;
        this.layers = layers;
        this.reader = new ImageReader(store.content());
    }

    /// The rows, and one error for each image that could not be read; those hide no other.
    public record Listed(List<ImageSummary> rows, List<JongException> damaged) {
        public Listed {
            rows = List.copyOf(rows);
            damaged = List.copyOf(damaged);
        }
    }

    /// Lists the images that fulfil all filters.
    public Listed run(List<ImageFilter> filters) {
        Listing listing = store.references().list();
        List<ImageSummary> rows = new ArrayList<>();
        List<JongException> damaged = new ArrayList<>(listing.damaged());
        for (StoredReference reference : listing.entries()) {
            try {
                Image image = image(reference);
                ImageSummary row = ImageSummary.of(reference, image, layers.size(image));
                if (filters.stream().allMatch(filter -> filter.accepts(row))) {
                    rows.add(row);
                }
            } catch (JongException e) {
                if (e.kind() != ErrorKind.NOT_FOUND || !isEmpty(reference.target())) {
                    damaged.add(e);
                }
            }
        }
        rows.sort(NEWEST);
        return new Listed(rows, damaged);
    }

    /// A list that nothing was added to yet is no damage.
    private boolean isEmpty(Descriptor target) {
        return store.content().has(target)
                && Document.parse(store.content().read(target.digest())) instanceof Index index
                && index.manifests().isEmpty();
    }

    private Image image(StoredReference reference) {
        List<Image> all = reader.readAll(reference.name(), reference.target());
        return all.size() == 1 ? all.getFirst() : best(reference, all);
    }

    private Image best(StoredReference reference, List<Image> all) {
        try {
            return reader.read(reference.name(), reference.target(), Optional.empty());
        } catch (JongException e) {
            if (all.isEmpty()) {
                throw e;
            }
            return all.getFirst();
        }
    }
}
