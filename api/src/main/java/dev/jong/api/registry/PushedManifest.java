package dev.jong.api.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A manifest as it was pushed, checked for what the registry wants to know of it.
///
/// @param descriptor type, digest and size
/// @param blobs what it needs as blobs
/// @param manifests what it needs as manifests
/// @param subject which other manifest it is about
/// @param shown how the list of the subject's referrers shows it
record PushedManifest(
        Descriptor descriptor,
        List<Descriptor> blobs,
        List<Digest> manifests,
        Optional<Digest> subject,
        Json.Obj shown) {

    /// Reads one.
    ///
    /// @param type the `Content-Type` it came with, may be empty
    /// @param algorithm of its digest
    /// @throws RegistryError MANIFEST_INVALID, DIGEST_INVALID
    static PushedManifest of(String type, byte[] bytes, Digest.Algorithm algorithm) {
        try {
            Document document = Document.parse(bytes);
            Json.Obj json = JsonParser.parseObject(bytes);
            String said = json.text("mediaType");
            String mediaType = type.isEmpty() ? document.mediaType() : type;
            if (!said.isEmpty() && !said.equals(mediaType)
                    || said.isEmpty()
                            && MediaType.isIndex(mediaType) != document instanceof Index) {
                throw RegistryError.manifestInvalid(
                        "the Content-Type contradicts the manifest's media type");
            }
            Descriptor descriptor =
                    Descriptor.of(mediaType, Digest.of(algorithm, bytes), bytes.length);
            Optional<Digest> subject =
                    json.has("subject")
                            ? Optional.of(Descriptor.of(json.object("subject")).digest())
                            : Optional.empty();
            List<Descriptor> blobs = new ArrayList<>();
            List<Digest> manifests = new ArrayList<>();
            collect(document, blobs, manifests);
            return new PushedManifest(
                    descriptor, blobs, manifests, subject, shown(descriptor, json, document));
        } catch (JongException e) {
            throw e.kind() == ErrorKind.INVALID_ARGUMENT && e.text().startsWith("invalid digest")
                    ? RegistryError.digestInvalid(e.text())
                    : RegistryError.manifestInvalid(e.text());
        }
    }

    /// Layers that may not be distributed are somewhere else.
    private static void collect(Document document, List<Descriptor> blobs, List<Digest> manifests) {
        switch (document) {
            case Manifest manifest -> {
                blobs.add(manifest.config());
                for (Descriptor layer : manifest.layers()) {
                    if (!isForeign(layer.mediaType())) {
                        blobs.add(layer);
                    }
                }
            }
            case Index index -> {
                for (Descriptor entry : index.manifests()) {
                    String type = entry.mediaType();
                    if (MediaType.isManifest(type) || MediaType.isIndex(type)) {
                        manifests.add(entry.digest());
                    } else {
                        blobs.add(entry);
                    }
                }
            }
        }
    }

    private static boolean isForeign(String type) {
        return type.startsWith(MediaType.OCI_LAYER_FOREIGN)
                || type.equals(MediaType.DOCKER_LAYER_FOREIGN);
    }

    private static Json.Obj shown(Descriptor descriptor, Json.Obj json, Document document) {
        Json.Obj out = descriptor.toJson();
        String type = json.text("artifactType");
        if (type.isEmpty() && document instanceof Manifest manifest) {
            type = manifest.config().mediaType();
        }
        if (!type.isEmpty()) {
            out = out.with("artifactType", Json.of(type));
        }
        Json.Obj annotations = json.object("annotations");
        return annotations.fields().isEmpty() ? out : out.with("annotations", annotations);
    }
}
