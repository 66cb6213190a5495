package dev.jong.store.volume;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is known of a volume: the content of its `volume.json`.
///
/// @param created nanoseconds since 1970
/// @param filled nothing of an image is copied into it any more: that was done, or is not wanted
/// @param damaged its record can't be read; its data may be whole
public record Volume(
        VolumeName name,
        long created,
        Map<String, String> labels,
        boolean filled,
        boolean damaged) {
    /// The label of a volume that was made for one container and has no name of the user's.
    public static final String ANONYMOUS = "com.docker.volume.anonymous";

    public Volume {
        labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /// A new one.
    static Volume fresh(VolumeName name, long created, Map<String, String> labels) {
        return new Volume(name, created, labels, false, false);
    }

    /// What stands for one whose record can't be read: nothing is ever copied into it.
    static Volume unreadable(VolumeName name, long created) {
        return new Volume(name, created, Map.of(), true, true);
    }

    /// Whether it was made for a container that asked for no name.
    public boolean anonymous() {
        return labels.containsKey(ANONYMOUS);
    }

    Volume full() {
        return new Volume(name, created, labels, true, damaged);
    }

    byte[] bytes() {
        return JsonPrinter.bytes(
                Json.object()
                        .put("name", name.text())
                        .put("driver", "local")
                        .put("created", created)
                        .put("labels", Json.of(labels))
                        .put("filled", filled)
                        .build());
    }

    /// @throws JongException INVALID_ARGUMENT when the record is damaged, or another volume's
    static Volume parse(VolumeName name, byte[] bytes) {
        Json.Obj json = JsonParser.parseObject(bytes);
        if (!json.text("name").equals(name.text())) {
            return unreadable(name, 0);
        }
        return new Volume(
                name,
                json.number("created").orElse(0L),
                json.stringMap("labels"),
                json.bool("filled"),
                false);
    }
}
