package dev.jong.store.reference;

import dev.jong.base.json.Json;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Reference;
import java.util.Optional;

/// A record of the store: this name stands for that manifest or index. A record without a name keeps an image
/// that has lost its last name, or never had one.
///
/// @param updated when the name was last set, RFC 3339
public record StoredReference(Optional<Reference> name, Descriptor target, String updated) {
    static StoredReference of(Json.Obj json) {
        String name = json.text("name");
        return new StoredReference(
                name.isEmpty() ? Optional.empty() : Optional.of(Reference.parse(name)),
                Descriptor.of(json.object("descriptor")),
                json.text("updated"));
    }

    Json.Obj toJson() {
        return Json.object()
                .put("name", name.isPresent() ? name.get().toString() : "")
                .put("descriptor", target.toJson())
                .put("updated", updated)
                .build();
    }
}
