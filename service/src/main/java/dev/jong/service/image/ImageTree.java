package dev.jong.service.image;

import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.Images;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.layer.Layer;
import dev.jong.store.reference.StoredReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `image tree`: the layers of an image, or everything that is built upon it, with the names of the images that end at
/// each layer.
public final class ImageTree {
    private final Store store;
    private final Images images;
    private final UnpackedLayers layers;
    private final ImageReader reader;

    public ImageTree(Store store, UnpackedLayers layers) {
        this.store = store;
        this.images = new Images(store);
        this.layers = layers;
        this.reader = new ImageReader(store.content());
    }

    /// A layer, and those upon it.
    ///
    /// @param size bytes uncompressed, 0 when it is not unpacked
    /// @param names of the images whose uppermost layer this is
    public record Node(Digest layer, long size, List<String> names, List<Node> children) {
        public Node {
            names = List.copyOf(names);
            children = List.copyOf(children);
        }
    }

    /// An image and its tree.
    ///
    /// @param roots one below the other for layers, or all that is built upon the image
    public record Tree(Digest id, List<String> names, long size, List<Node> roots) {
        public Tree {
            names = List.copyOf(names);
            roots = List.copyOf(roots);
        }
    }

    /// The tree of an image.
    ///
    /// @param dependents what is built upon it, instead of what it is made of
    public Tree run(String text, boolean dependents) {
        Image image = images.resolve(text, Optional.empty());
        Map<List<Digest>, List<String>> known = known();
        List<String> names = known.getOrDefault(image.diffIds(), List.of());
        List<Node> roots =
                dependents ? upon(image.diffIds(), known) : stack(image.diffIds(), known);
        return new Tree(image.id(), names, layers.size(image), roots);
    }

    /// The layers as a flat list, base first: each lies upon the one before.
    private List<Node> stack(List<Digest> diffIds, Map<List<Digest>, List<String>> known) {
        List<Node> out = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            List<String> names = known.getOrDefault(diffIds.subList(0, i + 1), List.of());
            out.add(new Node(diffIds.get(i), size(diffIds.get(i)), names, List.of()));
        }
        return out;
    }

    private List<Node> upon(List<Digest> base, Map<List<Digest>, List<String>> known) {
        Map<Digest, List<Digest>> next = new LinkedHashMap<>();
        for (List<Digest> each : known.keySet()) {
            if (each.size() > base.size() && each.subList(0, base.size()).equals(base)) {
                next.putIfAbsent(each.get(base.size()), each.subList(0, base.size() + 1));
            }
        }
        List<Node> out = new ArrayList<>();
        next.forEach((layer, path) ->
                out.add(
                        new Node(
                                layer,
                                size(layer),
                                known.getOrDefault(path, List.of()),
                                upon(path, known))));
        return out;
    }

    /// The names by the layers that they stand for; damaged images hide no other.
    private Map<List<Digest>, List<String>> known() {
        Map<List<Digest>, List<String>> out = new LinkedHashMap<>();
        for (StoredReference record : store.references().list().entries()) {
            try {
                for (Image image : reader.readAll(record.name(), record.target())) {
                    String name =
                            record.name()
                                    .map(Reference::familiar)
                                    .orElseGet(() -> image.id().shortHex());
                    out.computeIfAbsent(image.diffIds(), d -> new ArrayList<>()).add(name);
                }
            } catch (JongException e) {
                continue;
            }
        }
        return out;
    }

    private long size(Digest diffId) {
        return layers.find(diffId).map(Layer::size).orElse(0L);
    }
}
