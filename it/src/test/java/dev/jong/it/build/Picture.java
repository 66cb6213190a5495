package dev.jong.it.build;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// An image as lines that can be compared: what its config says, and all of its files but for their times.
final class Picture {
    private final Map<String, String> lines = new TreeMap<>();

    private Picture() {}

    /// Draws it.
    ///
    /// @param config with the keys that Docker has
    /// @param platform such as `linux/amd64`
    /// @param tar an archive of its files
    static Map<String, String> of(Json.Obj config, String platform, byte[] tar) {
        Picture picture = new Picture();
        picture.lines.put("platform", platform);
        picture.words(config);
        picture.lists(config);
        picture.lines.putAll(PictureFiles.of(tar));
        return picture.lines;
    }

    /// Where two differ, for messages: each key with both values.
    static List<String> difference(Map<String, String> one, Map<String, String> other) {
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(one.get(key), other.get(key)))
                .map(key -> key + ": " + one.get(key) + " | " + other.get(key))
                .toList();
    }

    private void words(Json.Obj config) {
        for (String name : new String[] {"WorkingDir", "User", "StopSignal"}) {
            // Some say `/` where others say nothing.
            if (!config.text(name).isEmpty() && !config.text(name).equals("/")) {
                lines.put(name, config.text(name));
            }
        }
        for (Json variable : items(config, "Env")) {
            String text = ((Json.Str) variable).value();
            int equals = text.indexOf('=');
            lines.put("Env " + text.substring(0, equals), text.substring(equals + 1));
        }
        config.object("Labels")
                .fields()
                .forEach((key, value) -> lines.put("Label " + key, ((Json.Str) value).value()));
        lines.remove("Label io.buildah.version");
    }

    private void lists(Json.Obj config) {
        for (String name : new String[] {"Cmd", "Entrypoint", "OnBuild", "Shell"}) {
            if (!items(config, name).isEmpty()) {
                lines.put(name, JsonPrinter.compact(config.fields().get(name)));
            }
        }
        for (String name : new String[] {"ExposedPorts", "Volumes"}) {
            config.object(name).fields().keySet().forEach(key -> lines.put(name + " " + key, ""));
        }
        config.object("Healthcheck")
                .fields()
                .forEach((key, value) -> health(key, JsonPrinter.compact(value)));
    }

    /// Some write what was not said, others leave it out.
    private void health(String key, String value) {
        if (!value.equals("0")) {
            lines.put("Healthcheck " + key, value);
        }
    }

    private static List<Json> items(Json.Obj config, String name) {
        return config.get(name).map(list -> ((Json.Arr) list).items()).orElse(List.of());
    }
}
