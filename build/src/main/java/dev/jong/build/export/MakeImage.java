package dev.jong.build.export;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.build.cache.CachedSteps;
import dev.jong.build.cache.StepRecord;
import dev.jong.build.config.ConfigDraft;
import dev.jong.build.solver.Solver;
import dev.jong.build.solver.StageResult;
import dev.jong.build.step.TreeLayer;
import dev.jong.image.Image;
import dev.jong.oci.Descriptor;
import dev.jong.oci.History;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes images of what was built: config and manifest (image-spec), over layers that are in the store. Equal results
/// give equal bytes.
public final class MakeImage {
    private final ContentStore content;

    public MakeImage(ContentStore content) {
        this.content = content;
    }

    /// How.
    ///
    /// @param labels set behind those of the Dockerfile
    /// @param annotations of the manifest
    /// @param indexAnnotations of the list of images for several platforms
    /// @param docker a manifest of Docker's kind
    /// @param withoutLabels names of labels that it does not get, whoever has set them
    /// @param withoutVariables the same of variables
    public record Wishes(
            Map<String, String> labels,
            Map<String, String> annotations,
            Map<String, String> indexAnnotations,
            boolean docker,
            List<String> withoutLabels,
            List<String> withoutVariables) {
        public Wishes {
            withoutLabels = List.copyOf(withoutLabels);
            withoutVariables = List.copyOf(withoutVariables);
        }
    }

    /// The image of one platform. The caller holds a lease.
    ///
    /// @param steps that its config is to tell of, for builds elsewhere; none for none
    public Image image(Solver.Solution solution, Wishes wishes, List<StepRecord> steps) {
        StageResult stage = solution.stage();
        byte[] bytes = JsonPrinter.bytes(document(stage, wishes, steps));
        Descriptor config =
                content.put(
                        wishes.docker() ? MediaType.DOCKER_CONFIG : MediaType.OCI_CONFIG, bytes);
        List<Descriptor> layers = new ArrayList<>();
        for (TreeLayer layer : stage.tree().layers()) {
            Descriptor blob = layer.blob();
            layers.add(
                    Descriptor.of(
                            MediaType.layer(blob.mediaType(), wishes.docker()),
                            blob.digest(),
                            blob.size()));
        }
        Manifest manifest = Manifest.create(config, layers);
        if (wishes.docker() || !wishes.annotations().isEmpty()) {
            manifest = changed(manifest, wishes);
        }
        Descriptor target =
                content.put(
                        wishes.docker() ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST,
                        manifest.bytes());
        return new Image(Optional.empty(), target, target, manifest, ImageConfig.parse(bytes));
    }

    /// The list of images for several platforms. The caller holds a lease.
    public Descriptor list(List<Image> images, Wishes wishes) {
        List<Json> entries = new ArrayList<>();
        for (Image image : images) {
            Descriptor one = image.target();
            entries.add(
                    Json.object()
                            .put("mediaType", one.mediaType())
                            .put("digest", one.digest().toString())
                            .put("size", one.size())
                            .put("platform", image.config().platform().toJson())
                            .build());
        }
        String type = wishes.docker() ? MediaType.DOCKER_INDEX : MediaType.OCI_INDEX;
        Json.Obj index =
                Json.object()
                        .put("schemaVersion", 2)
                        .put("mediaType", type)
                        .put("manifests", new Json.Arr(entries))
                        .build();
        if (!wishes.indexAnnotations().isEmpty()) {
            index = index.with("annotations", Json.of(wishes.indexAnnotations()));
        }
        return content.put(type, JsonPrinter.bytes(index));
    }

    private static Manifest changed(Manifest manifest, Wishes wishes) {
        Json.Obj json = JsonParser.parseObject(manifest.bytes());
        if (wishes.docker()) {
            json = json.with("mediaType", Json.of(MediaType.DOCKER_MANIFEST));
        }
        if (!wishes.annotations().isEmpty()) {
            json = json.with("annotations", Json.of(wishes.annotations()));
        }
        return Manifest.parse(JsonPrinter.bytes(json));
    }

    private static Json.Obj document(StageResult stage, Wishes wishes, List<StepRecord> steps) {
        ConfigDraft config = ConfigDraft.of(stage.config());
        wishes.labels().forEach(config::label);
        wishes.withoutLabels().forEach(config::withoutLabel);
        wishes.withoutVariables().forEach(config::withoutVariable);
        List<String> diffIds = new ArrayList<>();
        stage.tree().diffIds().forEach(diffId -> diffIds.add(diffId.toString()));
        Json.Obj rootfs =
                Json.object().put("type", "layers").put("diff_ids", Json.of(diffIds)).build();
        List<Json> history = new ArrayList<>();
        for (History entry : stage.history()) {
            history.add(entry.toJson());
        }
        Map<String, Json> begun = new LinkedHashMap<>(stage.document().fields());
        // What the base image tells of is not what made this one.
        begun.remove(CachedSteps.FIELD);
        Json.Obj out = new Json.Obj(begun).with("created", Json.of(stage.epoch().toString()));
        if (!stage.author().isEmpty()) {
            out = out.with("author", Json.of(stage.author()));
        }
        out =
                out.with("config", config.json())
                        .with("rootfs", rootfs)
                        .with("history", new Json.Arr(history));
        return steps.isEmpty() ? out : out.with(CachedSteps.FIELD, CachedSteps.inline(steps));
    }
}
