package dev.jong.store.volume;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is known of a volume: the content of its `volume.json`.
///
/// @param created nanoseconds since 1970
/// @param options of its driver, as they were given; empty for a directory of the store
/// @param filled nothing of an image is copied into it any more: that was done, or is not wanted
/// @param damaged its record can't be read; its data may be whole
public record Volume(
        VolumeName name,
        long created,
        Map<String, String> labels,
        Map<String, String> options,
        boolean filled,
        boolean damaged) {
    /// The label of a volume that was made for one container and has no name of the user's.
    public static final String ANONYMOUS = "com.docker.volume.anonymous";

    public Volume {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /// What a new volume is to be.
    ///
    /// @param labels of the user
    /// @param options of the driver; empty for a directory of the store
    public record Wish(Map<String, String> labels, Map<String, String> options) {
        /// A directory of the store without labels.
        public static final Wish PLAIN = new Wish(Map.of(), Map.of());

        /// A directory of the store.
        public static Wish labelled(Map<String, String> labels) {
            return new Wish(labels, Map.of());
        }
    }

    /// A new one.
    static Volume fresh(VolumeName name, long created, Wish wish) {
        return new Volume(name, created, wish.labels(), wish.options(), false, false);
    }

    /// What stands for one whose record can't be read: nothing is ever copied into it.
    static Volume unreadable(VolumeName name, long created) {
        return new Volume(name, created, Map.of(), Map.of(), true, true);
    }

    /// Whether it was made for a container that asked for no name.
    public boolean anonymous() {
        return labels.containsKey(ANONYMOUS);
    }

    Volume full() {
        return new Volume(name, created, labels, options, true, damaged);
    }

    byte[] bytes() {
        Json.ObjectBuilder json =
                Json.object()
                        .put("name", name.text())
                        .put("driver", "local")
                        .put("created", created)
                        .put("labels", Json.of(labels))
                        .put("filled", filled);
        if (!options.isEmpty()) {
            json.put("options", Json.of(options));
        }
        return JsonPrinter.bytes(json.build());
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
                json.stringMap("options"),
                json.bool("filled"),
                false);
    }
}
