package dev.jong.service.image;

import dev.jong.image.Image;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.reference.StoredReference;
import java.time.Instant;
import java.util.Optional;

/// One row of a list of images.
///
/// @param name empty for an image without a name
/// @param digest of the manifest or index that the name stands for
/// @param created when the image says it was made; 1970 when it does not say
/// @param size bytes of its config and its layers uncompressed
public record ImageSummary(
        Optional<Reference> name,
        Digest digest,
        Digest id,
        Instant created,
        long size,
        Image image) {
    /// What stands in a column that has no value.
    public static final String NONE = "<none>";

    static ImageSummary of(StoredReference reference, Image image, long size) {
        return new ImageSummary(
                reference.name(),
                reference.target().digest(),
                image.id(),
                image.config().createdAt().orElse(Instant.EPOCH),
                size,
                image);
    }

    /// The column REPOSITORY.
    public String repository() {
        return name.map(Reference::familiarRepository).orElse(NONE);
    }

    /// The column TAG.
    public String tag() {
        return name.flatMap(Reference::tag).orElse(NONE);
    }

    /// True when the image has no name.
    public boolean dangling() {
        return name.isEmpty();
    }
}
