package dev.jong.service.image;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Limits;
import dev.jong.oci.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The document of a list: an OCI index, or Docker's where all members are Docker's and nothing is annotated. Fields
/// that nobody here knows stay.
record ListDocument(Json.Obj json) {
    /// A list without members.
    static final ListDocument EMPTY =
            new ListDocument(
                    Json.object()
                            .put("schemaVersion", 2)
                            .put("mediaType", MediaType.OCI_INDEX)
                            .put("manifests", new Json.Arr(List.of()))
                            .build());

    /// True for a list, false for an image.
    static boolean is(byte[] bytes) {
        return JsonParser.parseObject(bytes).has("manifests");
    }

    static ListDocument parse(byte[] bytes) {
        return new ListDocument(JsonParser.parseObject(bytes));
    }

    List<Json.Obj> entries() {
        return json.objects("manifests");
    }

    boolean has(String digest) {
        return entries().stream().anyMatch(of(digest));
    }

    /// With more members at its end. Those that it has stay as they are, with what was said of them.
    ListDocument with(List<Json.Obj> more) {
        List<Json.Obj> out = new ArrayList<>(entries());
        for (Json.Obj entry : more) {
            if (out.stream().noneMatch(of(entry.text("digest")))) {
                out.add(entry);
            }
        }
        return of(out);
    }

    /// Without a member.
    ListDocument without(String digest) {
        return of(entries().stream().filter(of(digest).negate()).toList());
    }

    /// With other fields in a member's platform, and more annotations of it.
    ListDocument annotated(
            String digest, Map<String, Json> platform, Map<String, String> annotations) {
        Map<String, Json> notes = new LinkedHashMap<>();
        annotations.forEach((key, value) -> notes.put(key, Json.of(value)));
        UnaryOperator<Json.Obj> change =
                entry -> with(with(entry, "platform", platform), "annotations", notes);
        return of(
                entries().stream()
                        .map(entry -> of(digest).test(entry) ? change.apply(entry) : entry)
                        .toList());
    }

    String mediaType() {
        return json.text("mediaType");
    }

    /// The bytes; the same for the same members.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when nobody could read so large a document again
    byte[] bytes() {
        byte[] bytes = JsonPrinter.bytes(json);
        Limits.check(entries().size(), Limits.INDEX_ENTRIES, "entries in the list");
        Limits.check(bytes.length, Limits.DOCUMENT_BYTES, "bytes in the list");
        return bytes;
    }

    private ListDocument of(List<Json.Obj> entries) {
        boolean plain =
                entries.stream()
                        .allMatch(entry ->
                                entry.text("mediaType").equals(MediaType.DOCKER_MANIFEST)
                                        && !entry.has("annotations"));
        boolean docker = plain && !entries.isEmpty() && !json.has("annotations");
        return new ListDocument(
                json.with(
                                "mediaType",
                                Json.of(docker ? MediaType.DOCKER_INDEX : MediaType.OCI_INDEX))
                        .with("manifests", new Json.Arr(List.copyOf(entries))));
    }

    private static Json.Obj with(Json.Obj entry, String name, Map<String, Json> fields) {
        Json.Obj inner = entry.object(name);
        for (Map.Entry<String, Json> field : fields.entrySet()) {
            inner = inner.with(field.getKey(), field.getValue());
        }
        return fields.isEmpty() ? entry : entry.with(name, inner);
    }

    private static Predicate<Json.Obj> of(String digest) {
        return entry -> entry.text("digest").equals(digest);
    }
}
