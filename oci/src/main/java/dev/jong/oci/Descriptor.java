package dev.jong.oci;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where a document points: what kind of content, its digest and its size in bytes (the image
/// specification's descriptor).
///
/// @param annotations in the order they were written
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Optional<Platform> platform,
        Map<String, String> annotations) {

    /// Longest media type: two names of 127 bytes and the slash.
    private static final int MEDIA_TYPE_LENGTH = 255;

    public Descriptor {
        if (size < 0) {
            throw invalid("the size " + size + " is negative");
        }
        if (mediaType.length() > MEDIA_TYPE_LENGTH) {
            throw invalid("the media type is longer than " + MEDIA_TYPE_LENGTH + " bytes");
        }
        annotations =
                annotations.isEmpty()
                        ? Map.of()
                        : java.util.Collections.unmodifiableMap(copy(annotations));
    }

    /// A descriptor without platform and annotations.
    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Optional.empty(), Map.of());
    }

    /// The descriptor of a document in memory.
    public static Descriptor of(String mediaType, byte[] document) {
        return of(mediaType, Digest.of(document), document.length);
    }

    /// Reads a descriptor. Embedded `data` has to match the digest and size, so that no reader can be shown other
    /// content than one that fetches it.
    ///
    /// @throws JongException INVALID_ARGUMENT when a field is missing or has another type, DATA_LOSS when
    ///     embedded data differs
    public static Descriptor of(Json.Obj json) {
        long size = json.number("size").orElseThrow(() -> invalid("it has no size"));
        Digest digest = Digest.parse(json.text("digest"));
        Optional<Platform> platform =
                json.get("platform").isPresent()
                        ? Optional.of(Platform.of(json.object("platform")))
                        : Optional.empty();
        Descriptor out =
                new Descriptor(
                        json.text("mediaType"),
                        digest,
                        size,
                        platform,
                        json.stringMap("annotations"));
        if (json.has("data")) {
            out.checkData(json.text("data"));
        }
        return out;
    }

    /// The JSON form.
    public Json.Obj toJson() {
        Json.ObjectBuilder out =
                Json.object()
                        .put("mediaType", mediaType)
                        .put("digest", digest.toString())
                        .put("size", size);
        if (platform.isPresent()) {
            out.put("platform", platform.get().toJson());
        }
        if (!annotations.isEmpty()) {
            out.put("annotations", Json.of(annotations));
        }
        return out.build();
    }

    /// The same content under other annotations.
    public Descriptor withAnnotations(Map<String, String> others) {
        return new Descriptor(mediaType, digest, size, platform, others);
    }

    private void checkData(String base64) {
        byte[] data;
        try {
            data = Base64.getDecoder().decode(Text.bytes(base64));
        } catch (IllegalArgumentException e) {
            throw invalid("its data is not base64").causedBy(e);
        }
        if (data.length != size || !Digest.of(digest.algorithm(), data).equals(digest)) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the data embedded in the descriptor of " + digest + " does not match it");
        }
    }

    private static Map<String, String> copy(Map<String, String> map) {
        return new LinkedHashMap<>(map);
    }

    private static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "invalid descriptor: " + why);
    }
}
