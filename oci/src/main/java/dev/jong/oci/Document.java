package dev.jong.oci;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;

/// What a name can point at: the manifest of one image, or an index over several.
public sealed interface Document permits Manifest, Index {
    /// The media type, from the document or guessed from its shape.
    String mediaType();

    /// The bytes as they were written, as a byte string; digests come from these.
    String raw();

    /// Reads a manifest or an index, whichever the bytes are. A document that could be read as either is refused:
    /// two readers would see two images under one digest.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is neither, both, damaged or over a limit;
    ///     UNSUPPORTED for Docker's schema 1
    static Document parse(byte[] bytes) {
        Limits.check(bytes.length, Limits.DOCUMENT_BYTES, "bytes in the manifest");
        Json.Obj json = JsonParser.parseObject(bytes);
        if (json.has("fsLayers") || json.number("schemaVersion").orElse(0L) == 1) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED, "cannot use a manifest of Docker's schema 1")
                    .hint("push the image again with a tool of this decade");
        }
        boolean index = json.has("manifests");
        boolean manifest = json.has("layers") || json.has("config");
        if (index == manifest) {
            throw invalid(
                    index
                            ? "it has both manifests and layers"
                            : "it has neither manifests nor layers");
        }
        String type = json.text("mediaType");
        if (index && MediaType.isManifest(type) || manifest && MediaType.isIndex(type)) {
            throw invalid("its media type " + type + " contradicts its content");
        }
        return index ? Index.of(json, bytes) : Manifest.of(json, bytes);
    }

    /// An INVALID_ARGUMENT error about a manifest.
    private static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "invalid manifest: " + why);
    }
}
