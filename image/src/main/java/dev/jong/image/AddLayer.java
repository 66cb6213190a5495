package dev.jong.image;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Descriptor;
import dev.jong.oci.History;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes an image of another one and a layer upon it, or of the layer alone. Layers below keep their digests. The same
/// values give the same bytes.
///
/// @param config the new image's `config` object
/// @param created its date
/// @param step what its history says of the layer, without a date
/// @param docker whether its manifest is one of Docker and not of OCI
public record AddLayer(Json.Obj config, Instant created, History step, boolean docker) {

    /// Writes config and manifest over a layer that is in the store.
    ///
    /// @param document the config that the new one begins as: that of the base, or of one without layers
    /// @param below layers of the base, the lowest first; empty when the layer is all there is
    public Image store(
            ContentStore content,
            Json.Obj document,
            List<Descriptor> below,
            NewLayer.Stored layer) {
        byte[] bytes = JsonPrinter.bytes(document(document, !below.isEmpty(), layer));
        Descriptor stored =
                content.put(docker ? MediaType.DOCKER_CONFIG : MediaType.OCI_CONFIG, bytes);
        List<Descriptor> layers = new ArrayList<>();
        below.forEach(each -> layers.add(typed(each)));
        layers.add(typed(layer.blob()));
        Manifest manifest = manifest(stored, layers);
        Descriptor target =
                content.put(
                        docker ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST,
                        manifest.bytes());
        return new Image(Optional.empty(), target, target, manifest, ImageConfig.parse(bytes));
    }

    private Json.Obj document(Json.Obj before, boolean upon, NewLayer.Stored layer) {
        List<Json> history = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        if (upon) {
            history.addAll(before.objects("history"));
            diffIds.addAll(before.object("rootfs").strings("diff_ids"));
        }
        diffIds.add(layer.diffId().toString());
        String date = created.toString();
        history.add(
                new History(date, step.createdBy(), step.author(), step.comment(), false).toJson());
        Json.Obj out = before.with("created", Json.of(date)).with("config", config);
        if (!step.author().isEmpty()) {
            out = out.with("author", Json.of(step.author()));
        }
        Json.Obj rootfs =
                Json.object().put("type", "layers").put("diff_ids", Json.of(diffIds)).build();
        return out.with("rootfs", rootfs).with("history", new Json.Arr(history));
    }

    private Manifest manifest(Descriptor stored, List<Descriptor> layers) {
        Manifest oci = Manifest.create(stored, layers);
        if (!docker) {
            return oci;
        }
        Json.Obj json = dev.jong.base.json.JsonParser.parseObject(oci.bytes());
        return Manifest.parse(
                JsonPrinter.bytes(json.with("mediaType", Json.of(MediaType.DOCKER_MANIFEST))));
    }

    private Descriptor typed(Descriptor layer) {
        return Descriptor.of(
                MediaType.layer(layer.mediaType(), docker), layer.digest(), layer.size());
    }
}
