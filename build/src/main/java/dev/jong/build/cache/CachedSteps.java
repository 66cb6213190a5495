package dev.jong.build.cache;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Steps as they travel: in the config of a manifest whose layers are theirs, or within the config of the image that they
/// made.
///
/// `layers` and `records` are as BuildKit writes them, so that tools that know those can show them. The field
/// [#FIELD] holds what this engine reads: for each step `key`, `what`, `below`, `bytes`, `millis`, `created`, and where it has
/// a layer `diffID` and `blob`, a descriptor.
public final class CachedSteps {
    /// The type of the config of a manifest of cached steps.
    public static final String CONFIG = "application/vnd.buildkit.cacheconfig.v0";

    /// The field with steps.
    public static final String FIELD = "dev.jong.build.cache";

    private CachedSteps() {}

    /// The field of an image's config for the steps that made it. It says nothing of when, how fast and in which order they
    /// were done, so that equal images are equal.
    public static Json inline(List<StepRecord> steps) {
        List<StepRecord> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparing(step -> step.key().toString()));
        return json(sorted.stream().map(StepRecord::bare).toList());
    }

    /// Those of the steps of a build that the stage with these files stands upon, without those of stages that it only
    /// copies from.
    public static List<StepRecord> making(Tree tree, List<StepRecord> steps) {
        Set<String> below = new HashSet<>(Set.of(""));
        tree.diffIds().forEach(diffId -> below.add(diffId.toString()));
        return steps.stream()
                .filter(step ->
                        below.contains(
                                step.layer()
                                        .map(layer -> layer.diffId().toString())
                                        .orElse(step.below())))
                .toList();
    }

    private static Json json(List<StepRecord> steps) {
        List<Json> all = new ArrayList<>();
        steps.forEach(step -> all.add(step.toJson()));
        return new Json.Arr(all);
    }

    /// The layers of steps, each once.
    static List<Descriptor> layers(List<StepRecord> steps) {
        Map<Digest, Descriptor> out = new LinkedHashMap<>();
        for (StepRecord step : steps) {
            step.layer().ifPresent(layer -> out.put(layer.blob().digest(), layer.blob()));
        }
        return List.copyOf(out.values());
    }

    /// The config of a manifest of steps.
    static byte[] config(List<StepRecord> steps) {
        List<Digest> order = layers(steps).stream().map(Descriptor::digest).toList();
        List<Json> layers = new ArrayList<>();
        for (Digest each : order) {
            layers.add(Json.object().put("blob", each.toString()).put("parent", -1).build());
        }
        List<Json> records = new ArrayList<>();
        for (StepRecord step : steps) {
            List<Json> results = new ArrayList<>();
            step.layer()
                    .ifPresent(layer ->
                            results.add(
                                    Json.object()
                                            .put("layer", order.indexOf(layer.blob().digest()))
                                            .put("createdAt", step.created().toString())
                                            .build()));
            records.add(
                    Json.object()
                            .put("digest", step.key().toString())
                            .put("results", new Json.Arr(results))
                            .build());
        }
        return JsonPrinter.bytes(
                Json.object()
                        .put("layers", new Json.Arr(layers))
                        .put("records", new Json.Arr(records))
                        .put(FIELD, json(steps))
                        .build());
    }

    /// The steps that a manifest is of, or that its image tells of.
    ///
    /// @param config the bytes that the manifest names
    /// @throws dev.jong.base.JongException when they are damaged
    static List<StepRecord> read(Manifest manifest, byte[] config) {
        List<StepRecord> steps = new ArrayList<>();
        for (Json.Obj each : JsonParser.parseObject(config).objects(FIELD)) {
            steps.add(StepRecord.of(each));
        }
        if (!MediaType.isConfig(manifest.config().mediaType())) {
            return steps;
        }
        List<Digest> diffIds = ImageConfig.parse(config).diffIds();
        List<StepRecord> out = new ArrayList<>();
        for (StepRecord step : steps) {
            int at = step.layer().map(layer -> diffIds.indexOf(layer.diffId())).orElse(-1);
            if (step.layer().isEmpty()) {
                out.add(step);
            } else if (at >= 0 && at < manifest.layers().size()) {
                // On its way the layer was compressed.
                out.add(step.with(new TreeLayer(diffIds.get(at), manifest.layers().get(at))));
            }
        }
        return out;
    }

    static Optional<StepRecord> find(List<StepRecord> steps, Digest key) {
        return steps.stream().filter(step -> step.key().equals(key)).findFirst();
    }
}
