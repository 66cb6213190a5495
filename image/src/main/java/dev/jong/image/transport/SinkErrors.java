package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;

/// Errors that every sink has.
final class SinkErrors {
    private SinkErrors() {}

    static JongException wrongSize(Descriptor blob) {
        return JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the blob "
                                + blob.digest()
                                + " does not have the "
                                + blob.size()
                                + " bytes that its descriptor says")
                .hint("load or pull the image again to heal it");
    }
}
