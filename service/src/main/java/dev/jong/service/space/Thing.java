package dev.jong.service.space;

import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Something in a store, and what keeps it there.
///
/// @param kind `blob`, `config`, `manifest`, `index`, `layer`, `name`, `container` or `file`
/// @param name a digest, name or path; a byte string
/// @param note more about it, or empty
/// @param bytes on disk, or negative where that says nothing
/// @param keptBy what would have to go first; empty for what keeps itself, such as names, and for garbage
public record Thing(String kind, String name, String note, long bytes, List<Thing> keptBy) {
    public Thing {
        keptBy = List.copyOf(keptBy);
    }

    /// Whether a name, a container or the store itself stands at the end of a chain.
    boolean isHeld() {
        return switch (kind) {
            case "name", "container", "file" -> true;
            default -> keptBy.stream().anyMatch(Thing::isHeld);
        };
    }

    /// With fields `Kind`, `Name`, `Note`, `Size` and `KeptBy`.
    public Json.Obj toJson() {
        List<Json> keepers = new ArrayList<>();
        keptBy.forEach(keeper -> keepers.add(keeper.toJson()));
        Json.ObjectBuilder out = Json.object().put("Kind", kind).put("Name", name);
        if (!note.isEmpty()) {
            out.put("Note", note);
        }
        if (bytes >= 0) {
            out.put("Size", bytes);
        }
        return out.put("KeptBy", new Json.Arr(keepers)).build();
    }
}
