package dev.jong.service.image;

import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.oci.History;
import dev.jong.oci.Platform;
import dev.jong.store.Store;
import dev.jong.store.layer.Layer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// `history`: how an image was made, a step at a time, and what each step takes up.
public final class ImageHistory {
    private final Images images;
    private final UnpackedLayers layers;

    public ImageHistory(Store store, UnpackedLayers layers) {
        this.images = new Images(store);
        this.layers = layers;
    }

    /// One step.
    ///
    /// @param id of the image for the last step; empty for all before, which are no images of their own
    /// @param layer the layer that the step made
    /// @param created empty when nothing sensible is said
    /// @param size bytes of the layer uncompressed, or as stored when it is not unpacked; 0 without a layer
    public record Step(
            Optional<Digest> id,
            Optional<Digest> layer,
            Optional<Instant> created,
            String createdBy,
            long size,
            String comment) {}

    /// The steps, the last one first. Layers that the history does not tell of are steps without a text.
    public List<Step> run(String text, Optional<Platform> platform) {
        Image image = images.resolve(text, platform);
        List<Step> steps = steps(image);
        Collections.reverse(steps);
        if (!steps.isEmpty()) {
            Step last = steps.getFirst();
            steps.set(
                    0,
                    new Step(
                            Optional.of(image.id()),
                            last.layer(),
                            last.created(),
                            last.createdBy(),
                            last.size(),
                            last.comment()));
        }
        return steps;
    }

    private List<Step> steps(Image image) {
        List<Step> steps = new ArrayList<>();
        List<Digest> diffIds = image.diffIds();
        int layer = 0;
        for (History entry : image.config().history()) {
            boolean has = !entry.emptyLayer() && layer < diffIds.size();
            steps.add(step(entry, image, has ? layer++ : -1));
        }
        while (layer < diffIds.size()) {
            steps.add(step(new History("", "", "", "", false), image, layer++));
        }
        return steps;
    }

    private Step step(History entry, Image image, int layer) {
        return new Step(
                Optional.empty(),
                layer < 0 ? Optional.empty() : Optional.of(image.diffIds().get(layer)),
                time(entry.created()),
                entry.createdBy(),
                layer < 0 ? 0 : size(image, layer),
                entry.comment());
    }

    private long size(Image image, int layer) {
        Optional<Layer> unpacked = layers.find(image.diffIds().get(layer));
        return unpacked.isPresent()
                ? unpacked.get().size()
                : image.content().layers().get(layer).size();
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
