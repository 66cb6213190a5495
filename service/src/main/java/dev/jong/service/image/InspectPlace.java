package dev.jong.service.image;

import dev.jong.base.json.Json;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.copy.CopySource;
import dev.jong.image.copy.Location;
import dev.jong.image.copy.Places;
import dev.jong.image.copy.SeenImage;
import dev.jong.image.registry.Registries;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `inspect docker://NAME` and its kin: an image where it is, without fetching more than its manifest and config.
public final class InspectPlace {
    private final Places places;

    public InspectPlace(Store store, UnpackedLayers layers, Syscalls kernel) {
        this.places = new Places(store, layers, kernel);
    }

    /// The manifest or index that the place's name stands for, as it is.
    public byte[] raw(Location place, Registries registries) {
        try (CopySource source = places.source(place, registries)) {
            return source.top().bytes().clone();
        }
    }

    /// The image's config, as it is.
    public byte[] config(Location place, Registries registries, Optional<Platform> platform) {
        try (CopySource source = places.source(place, registries)) {
            return SeenImage.of(source, platform).config().bytes();
        }
    }

    /// A summary, with the fields that skopeo gives it.
    ///
    /// @param tags also ask for the tags that there are
    public Json.Obj summary(
            Location place, Registries registries, Optional<Platform> platform, boolean tags) {
        try (CopySource source = places.source(place, registries)) {
            SeenImage image = SeenImage.of(source, platform);
            return describe(source, image, tags ? source.tags() : List.of());
        }
    }

    private static Json.Obj describe(CopySource source, SeenImage image, List<String> tags) {
        ImageConfig config = image.config();
        Json.ObjectBuilder out = Json.object();
        source.remoteName().map(Reference::repository).ifPresent(name -> out.put("Name", name));
        out.put("Digest", image.top().descriptor().digest().toString())
                .put("RepoTags", Json.of(tags))
                .put("Created", config.created())
                .put("DockerVersion", config.json().text("docker_version"))
                .put("Labels", labels(config))
                .put("Architecture", config.platform().architecture());
        if (!config.platform().variant().isEmpty()) {
            out.put("Variant", config.platform().variant());
        }
        List<String> layers = new ArrayList<>();
        List<Json> data = new ArrayList<>();
        for (Descriptor layer : image.manifest().layers()) {
            layers.add(layer.digest().toString());
            data.add(data(layer));
        }
        return out.put("Os", config.platform().os())
                .put("Layers", Json.of(layers))
                .put("LayersData", new Json.Arr(data))
                .put("Env", config.json().object("config").get("Env").orElseGet(Json.Null::new))
                .build();
    }

    private static Json labels(ImageConfig config) {
        Map<String, String> labels = config.json().object("config").stringMap("Labels");
        return labels.isEmpty() ? new Json.Null() : Json.of(labels);
    }

    private static Json data(Descriptor layer) {
        return Json.object()
                .put("MIMEType", layer.mediaType())
                .put("Digest", layer.digest().toString())
                .put("Size", layer.size())
                .put(
                        "Annotations",
                        layer.annotations().isEmpty()
                                ? new Json.Null()
                                : Json.of(layer.annotations()))
                .build();
    }
}
