package dev.jong.oci;

import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an image wants to be run: the `config` object of its config. All of it is data from the image's author;
/// nothing in it steers the engine, and labels in Jong's own name space are dropped.
///
/// @param user `name`, `uid`, `name:group`, `uid:gid`, or empty for root
/// @param exposedPorts such as `80/tcp`, in the order written
/// @param env `NAME=value` each
/// @param volumes absolute paths in the container
/// @param workingDir empty for `/`
/// @param stopSignal name or number, or empty
/// @param healthcheck Docker's extension, as it was written
/// @param shell Docker's extension; empty for `/bin/sh -c`
/// @param onBuild Docker's extension
/// @param json the object with every field, for inspection and for rewriting
public record ProcessDefaults(
        String user,
        List<String> exposedPorts,
        List<String> env,
        List<String> entrypoint,
        List<String> cmd,
        List<String> volumes,
        String workingDir,
        Map<String, String> labels,
        String stopSignal,
        Optional<Json.Obj> healthcheck,
        List<String> shell,
        List<String> onBuild,
        Json.Obj json) {

    /// Labels with this prefix belong to the engine; an image can't set them.
    public static final String RESERVED_LABELS = "dev.jong.";

    /// Reads the object.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when a field has another type
    public static ProcessDefaults of(Json.Obj json) {
        Json.Obj health = json.object("Healthcheck");
        return new ProcessDefaults(
                json.text("User"),
                keys(json, "ExposedPorts"),
                json.strings("Env"),
                words(json, "Entrypoint"),
                words(json, "Cmd"),
                keys(json, "Volumes"),
                json.text("WorkingDir"),
                allowed(json.stringMap("Labels")),
                json.text("StopSignal"),
                health.fields().isEmpty() ? Optional.empty() : Optional.of(health),
                words(json, "Shell"),
                json.strings("OnBuild"),
                json);
    }

    private static List<String> keys(Json.Obj json, String key) {
        return new ArrayList<>(json.object(key).fields().keySet());
    }

    /// Old images have one string where a list belongs.
    private static List<String> words(Json.Obj json, String key) {
        return json.fields().get(key) instanceof Json.Str one
                ? List.of(one.value())
                : json.strings(key);
    }

    private static Map<String, String> allowed(Map<String, String> labels) {
        Map<String, String> out = new LinkedHashMap<>();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!label.getKey().startsWith(RESERVED_LABELS)) {
                out.put(label.getKey(), label.getValue());
            }
        }
        return out;
    }
}
