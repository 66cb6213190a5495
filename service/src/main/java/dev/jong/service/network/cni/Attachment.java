package dev.jong.service.network.cni;

import dev.jong.base.json.Json;
import dev.jong.network.cni.PluginResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One network of plugins that a container is connected to, or about to be: all that is needed to run the plugins again.
///
/// @param network its name
/// @param file its configuration
/// @param device name of the container's device
/// @param environment of each plugin, but for the command
/// @param result of the last plugin; empty before that has run
public record Attachment(
        String network,
        String file,
        String device,
        Map<String, String> environment,
        List<Step> steps,
        Optional<Json.Obj> result) {
    public Attachment {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        steps = List.copyOf(steps);
    }

    /// A plugin.
    ///
    /// @param program absolute path
    /// @param input its standard input, without the result of those before it
    public record Step(String type, String program, Json.Obj input) {
        /// Its standard input.
        Json.Obj after(Optional<Json.Obj> result) {
            return result.isPresent() ? input.with("prevResult", result.get()) : input;
        }
    }

    /// The same when all plugins have run.
    Attachment with(Json.Obj said) {
        return new Attachment(network, file, device, environment, steps, Optional.of(said));
    }

    /// What the container has there; nothing before the plugins have run.
    public PluginResult known() {
        return PluginResult.of(result.orElse(Json.EMPTY), device);
    }

    /// The environment of a plugin.
    ///
    /// @param command `ADD` or `DEL`
    public Map<String, String> environment(String command) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("CNI_COMMAND", command);
        all.putAll(environment);
        return all;
    }

    Json.Obj json() {
        List<Json> all = new ArrayList<>();
        for (Step step : steps) {
            all.add(
                    Json.object()
                            .put("type", step.type())
                            .put("program", step.program())
                            .put("input", step.input())
                            .build());
        }
        Json.Obj json =
                Json.object()
                        .put("network", network)
                        .put("file", file)
                        .put("device", device)
                        .put("environment", Json.of(environment))
                        .put("steps", new Json.Arr(all))
                        .build();
        return result.isPresent() ? json.with("result", result.get()) : json;
    }

    static Attachment of(Json.Obj json) {
        List<Step> steps = new ArrayList<>();
        for (Json.Obj step : json.objects("steps")) {
            steps.add(new Step(step.text("type"), step.text("program"), step.object("input")));
        }
        return new Attachment(
                json.text("network"),
                json.text("file"),
                json.text("device"),
                json.stringMap("environment"),
                steps,
                json.has("result") ? Optional.of(json.object("result")) : Optional.empty());
    }
}
