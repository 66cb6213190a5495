package dev.jong.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.store.content.ContentStore;
import java.io.IOException;
import java.io.InputStream;

/// Unpacks what an image lacks from its blobs: layers of a platform that was not needed so far, and layers
/// that were damaged or removed.
public final class MissingLayers {
    private final ContentStore content;
    private final UnpackedLayers layers;

    public MissingLayers(ContentStore content, UnpackedLayers layers) {
        this.content = content;
        this.layers = layers;
    }

    /// Makes sure that every layer of an image is unpacked. Only looks when nothing is missing.
    ///
    /// @throws JongException NOT_FOUND when a blob is missing, DATA_LOSS when one is damaged or unpacks to another
    ///     layer than the config says
    public void complete(Image image) {
        for (int i = 0; i < image.diffIds().size(); i++) {
            if (!layers.has(image.diffIds().get(i))) {
                unpack(image.content().layers().get(i), image.diffIds().get(i));
            }
        }
    }

    /// The error for a layer that is not the one its config names.
    public static JongException mismatch(Digest blob, Digest expected, Digest found) {
        return JongException.of(
                ErrorKind.DATA_LOSS,
                "the layer "
                        + blob
                        + " unpacks to "
                        + found
                        + ", the image's config says "
                        + expected);
    }

    private void unpack(Descriptor layer, Digest expected) {
        try (InputStream in = content.open(layer.digest())) {
            layers.unpack(expected, in);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.DATA_LOSS, "cannot read the layer " + layer.digest())
                    .causedBy(e);
        }
    }
}
