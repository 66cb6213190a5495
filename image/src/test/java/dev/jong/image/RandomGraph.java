package dev.jong.image;

import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.reference.References;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Images that share layers, indexes over some of them, names on some of these, and containers of others.
final class RandomGraph {
    private final Set<Digest> blobs = new HashSet<>();
    private final Set<Digest> layers = new HashSet<>();
    private final Set<Digest> used = new HashSet<>();

    RandomGraph(MadeImages made, Random random) {
        References references = made.test().store().references();
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(6); i++) {
            String[] content = new String[1 + random.nextInt(3)];
            for (int j = 0; j < content.length; j++) {
                content[j] = "layer " + random.nextInt(6);
            }
            images.add(made.image("image " + random.nextInt(1000), content));
        }
        for (Image image : images) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    references.put(name(random), image.target());
                    need(image);
                }
                case 1 -> {
                    references.keep(image.target());
                    need(image);
                }
                case 2 -> {
                    used.add(image.id());
                    blobs.add(image.id());
                    layers.addAll(image.diffIds());
                }
                case 3 -> {
                    Image other = images.get(random.nextInt(images.size()));
                    Descriptor index = made.index(image, other);
                    references.put(name(random), index);
                    blobs.add(index.digest());
                    need(image);
                    need(other);
                }
                default -> {}
            }
        }
    }

    /// Names are never used twice: an image that loses its name stays without one.
    private static Reference name(Random random) {
        return Reference.parse("name" + random.nextInt(1_000_000_000));
    }

    private void need(Image image) {
        blobs.addAll(MadeImages.blobs(image));
        layers.addAll(image.diffIds());
    }

    Set<Digest> used() {
        return used;
    }

    Set<Digest> neededBlobs() {
        return blobs;
    }

    Set<Digest> neededLayers() {
        return layers;
    }

    void forgetAll(References references) {
        references
                .list()
                .entries()
                .forEach(entry -> {
                    entry.name().ifPresent(references::remove);
                    references.forget(entry.target().digest());
                });
    }
}
