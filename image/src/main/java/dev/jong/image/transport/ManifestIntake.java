package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.MissingLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import java.util.List;
import java.util.Optional;

/// Puts one image of a source into the store, layers first and the manifest last, so that a manifest in the
/// store has everything below it.
final class ManifestIntake {
    private final Source source;
    private final ContentStore content;

    ManifestIntake(Source source, ContentStore content) {
        this.source = source;
        this.content = content;
    }

    /// Stores config, layers and manifest after checking that they belong together.
    ///
    /// @throws JongException DATA_LOSS when a size or digest differs, NOT_FOUND when a blob is missing,
    ///     INVALID_ARGUMENT when manifest and config contradict each other
    void store(Manifest manifest) {
        boolean image = MediaType.isConfig(manifest.config().mediaType());
        List<Digest> diffIds = image ? config(manifest.config().digest()).diffIds() : List.of();
        if (image && diffIds.size() != manifest.layers().size()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "an image has "
                            + manifest.layers().size()
                            + " layers in its manifest and "
                            + diffIds.size()
                            + " in its config");
        }
        for (int i = 0; i < manifest.layers().size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            blob(layer);
            if (image && MediaType.isLayer(layer.mediaType())) {
                checkDiffId(layer.digest(), diffIds.get(i));
            }
        }
        blob(manifest.config());
        content.put(manifest.mediaType(), manifest.bytes());
    }

    /// The config with a digest, from the source or the store.
    ///
    /// @throws JongException NOT_FOUND when neither has it
    ImageConfig config(Digest digest) {
        return ImageConfig.parse(source.document(digest).orElseGet(() -> content.read(digest)));
    }

    private void blob(Descriptor descriptor) {
        long size = source.store(descriptor.digest());
        if (size != descriptor.size()) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the blob "
                            + descriptor.digest()
                            + " has "
                            + size
                            + " bytes, its manifest says "
                            + descriptor.size());
        }
    }

    private void checkDiffId(Digest layer, Digest expected) {
        Optional<Digest> found = source.unpacked(layer);
        if (found.isPresent() && !found.get().equals(expected)) {
            throw MissingLayers.mismatch(layer, expected, found.get());
        }
    }
}
