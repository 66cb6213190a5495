package dev.jong.service.image;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// `image inspect`: an image as JSON, with the fields that Docker's API documents.
public final class InspectImage {
    private final Store store;
    private final Images images;
    private final UnpackedLayers layers;

    public InspectImage(Store store, UnpackedLayers layers) {
        this.store = store;
        this.images = new Images(store);
        this.layers = layers;
    }

    /// The JSON object of an image.
    ///
    /// @param text name or id
    /// @throws dev.jong.base.JongException NOT_FOUND when there is none
    public Json.Obj run(String text, Optional<Platform> platform) {
        Image image = images.resolve(text, platform);
        ImageConfig config = image.config();
        List<Reference> names = store.references().list().namesOf(image.target().digest());
        String comment = config.history().isEmpty() ? "" : config.history().getLast().comment();
        return Json.object()
                .put("Id", image.id().toString())
                .put("RepoTags", Json.of(tags(names)))
                .put("RepoDigests", Json.of(digests(names, image.target().digest())))
                .put("Parent", "")
                .put("Comment", comment)
                .put("Created", config.created())
                .put("Author", config.author())
                .put("Config", config.defaults().json())
                .put("Architecture", config.platform().architecture())
                .put("Variant", config.platform().variant())
                .put("Os", config.platform().os())
                .put("Size", layers.size(image))
                .put("GraphDriver", graphDriver(image))
                .put("RootFS", rootFs(config))
                .put("Metadata", metadata(image))
                .put("Descriptor", image.target().toJson())
                .build();
    }

    private static List<String> tags(List<Reference> names) {
        return names.stream()
                .filter(name -> name.tag().isPresent())
                .map(Reference::familiar)
                .toList();
    }

    private static List<String> digests(List<Reference> names, Digest target) {
        return names.stream()
                .map(name -> name.familiarRepository() + "@" + target)
                .distinct()
                .toList();
    }

    private Json graphDriver(Image image) {
        List<String> directories = new ArrayList<>();
        for (Digest diffId : image.diffIds()) {
            layers.find(diffId).ifPresent(layer -> directories.add(Text.of(layer.directory())));
        }
        Collections.reverse(directories); // As an overlay mount names them: the uppermost first.
        return Json.object()
                .put("Name", "overlay")
                .put("Data", Json.object().put("LowerDir", String.join(":", directories)).build())
                .build();
    }

    private static Json rootFs(ImageConfig config) {
        return Json.object()
                .put("Type", "layers")
                .put("Layers", Json.of(config.diffIds().stream().map(Digest::toString).toList()))
                .build();
    }

    private Json metadata(Image image) {
        String tagged =
                image.name()
                        .flatMap(store.references()::get)
                        .map(record -> record.updated())
                        .orElse("");
        return Json.object()
                .put("LastTagTime", tagged.isEmpty() ? "0001-01-01T00:00:00Z" : tagged)
                .build();
    }
}
