package dev.jong.image;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.History;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.store.content.ContentStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An image of one layer that is about to be made. The same values give the same bytes, so the same digest.
///
/// @param created the date it carries
/// @param config the `config` object
/// @param comment what its history says
public record NewImage(Platform platform, Instant created, Json.Obj config, String comment) {

    /// Writes config and manifest over a layer that is in the store.
    ///
    /// @param layer the blob as stored
    /// @param diffId digest of the layer uncompressed
    public Image store(ContentStore content, Descriptor layer, Digest diffId) {
        byte[] bytes = JsonPrinter.bytes(document(diffId));
        Descriptor stored = content.put(MediaType.OCI_CONFIG, bytes);
        Manifest manifest = Manifest.create(stored, List.of(layer));
        Descriptor target = content.put(MediaType.OCI_MANIFEST, manifest.bytes());
        return new Image(Optional.empty(), target, target, manifest, ImageConfig.parse(bytes));
    }

    private Json.Obj document(Digest diffId) {
        String date = created.toString();
        Json.ObjectBuilder out =
                Json.object()
                        .put("created", date)
                        .put("architecture", platform.architecture())
                        .put("os", platform.os());
        if (!platform.variant().isEmpty()) {
            out.put("variant", platform.variant());
        }
        return out.put("config", config)
                .put(
                        "rootfs",
                        Json.object()
                                .put("type", "layers")
                                .put("diff_ids", Json.of(List.of(diffId.toString())))
                                .build())
                .put(
                        "history",
                        new Json.Arr(List.of(new History(date, "", "", comment, false).toJson())))
                .build();
    }
}
