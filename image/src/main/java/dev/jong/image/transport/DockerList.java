package dev.jong.image.transport;

import dev.jong.base.json.Json;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The `manifest.json` of `docker save`: config, layers and tags of each image. Docker before version 25, and podman,
/// read this and nothing else. It knows no platforms: of an index there is the image for this host, or the first one.
final class DockerList {
    private final Map<Digest, Document> written = new HashMap<>();

    /// Indexes that lead to no image: there can be any number of ways to each.
    private final Set<Digest> barren = new HashSet<>();

    /// Takes note of a manifest that was written.
    void add(Descriptor manifest, byte[] bytes) {
        written.put(manifest.digest(), Document.parse(bytes));
    }

    /// The list for some entries; names of one image stand together.
    Json list(List<ImageSink.Entry> entries) {
        Map<Manifest, List<String>> images = new LinkedHashMap<>();
        for (ImageSink.Entry entry : entries) {
            Optional<Manifest> image = image(entry.target(), 0);
            if (image.isPresent()) {
                List<String> tags = images.computeIfAbsent(image.get(), m -> new ArrayList<>());
                entry.name()
                        .filter(name -> name.tag().isPresent())
                        .ifPresent(name ->
                                tags.add(
                                        name.familiarRepository()
                                                + ":"
                                                + name.tag().orElseThrow()));
            }
        }
        List<Json> out = new ArrayList<>();
        images.forEach((manifest, tags) -> out.add(image(manifest, tags)));
        return new Json.Arr(out);
    }

    private static Json image(Manifest manifest, List<String> tags) {
        List<String> layers = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            layers.add(LayoutSink.name(layer.digest()));
        }
        return Json.object()
                .put("Config", LayoutSink.name(manifest.config().digest()))
                .put("RepoTags", Json.of(tags))
                .put("Layers", Json.of(layers))
                .build();
    }

    private Optional<Manifest> image(Descriptor target, int depth) {
        return switch (written.get(target.digest())) {
            case Manifest manifest when MediaType.isConfig(manifest.config().mediaType()) ->
                    Optional.of(manifest);
            case Index index when depth < Limits.INDEX_DEPTH && !barren.contains(target.digest()) ->
                    best(target, index, depth);
            case null, default -> Optional.empty();
        };
    }

    private Optional<Manifest> best(Descriptor at, Index index, int depth) {
        Optional<Descriptor> fitting = index.select(Platform.host());
        if (fitting.isPresent() && written.containsKey(fitting.get().digest())) {
            return image(fitting.get(), depth + 1);
        }
        for (Descriptor child : index.manifests()) {
            Optional<Manifest> image =
                    child.platform().filter(p -> p.os().equals("unknown")).isPresent()
                            ? Optional.empty()
                            : image(child, depth + 1);
            if (image.isPresent()) {
                return image;
            }
        }
        barren.add(at.digest());
        return Optional.empty();
    }
}
