package dev.jong.oci;

import dev.jong.base.json.Json;

/// One step of how an image was made.
///
/// @param created RFC 3339 text, or empty
/// @param emptyLayer true when the step added no layer
public record History(
        String created, String createdBy, String author, String comment, boolean emptyLayer) {
    static History of(Json.Obj json) {
        return new History(
                json.text("created"),
                json.text("created_by"),
                json.text("author"),
                json.text("comment"),
                json.bool("empty_layer"));
    }

    /// The JSON form; empty fields are left out.
    public Json.Obj toJson() {
        Json.ObjectBuilder out = Json.object();
        put(out, "created", created);
        put(out, "created_by", createdBy);
        put(out, "author", author);
        put(out, "comment", comment);
        if (emptyLayer) {
            out.put("empty_layer", true);
        }
        return out.build();
    }

    private static void put(Json.ObjectBuilder out, String key, String value) {
        if (!value.isEmpty()) {
            out.put(key, value);
        }
    }
}
