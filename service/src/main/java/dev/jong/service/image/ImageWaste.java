package dev.jong.service.image;

import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.MissingLayers;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.store.Store;
import dev.jong.store.layer.Layer;
import dev.jong.store.lease.Hold;
import dev.jong.store.snapshot.LayerEntries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// `image waste`: the bytes of an image that no container can see, because a later layer removed the file, replaced it,
/// or holds the same bytes again, as after a `chmod`.
public final class ImageWaste {
    private static final Comparator<Wasted> BIGGEST =
            Comparator.comparingLong(Wasted::bytes)
                    .reversed()
                    .thenComparingInt(Wasted::layer)
                    .thenComparing(Wasted::path);

    private final Store store;
    private final Images images;
    private final UnpackedLayers layers;
    private final ImageHistory history;
    private final Syscalls kernel;

    public ImageWaste(Store store, UnpackedLayers layers, Syscalls kernel) {
        this.store = store;
        this.images = new Images(store);
        this.layers = layers;
        this.history = new ImageHistory(store, layers);
        this.kernel = kernel;
    }

    /// How bytes came to be of no use.
    public enum How {
        /// A later layer removed the file.
        REMOVED,
        /// A later layer has something else in its place.
        REPLACED,
        /// A later layer has the same bytes in its place.
        DUPLICATED
    }

    /// A file that nobody sees.
    ///
    /// @param path without a leading slash; a byte string
    /// @param layer number of the layer that holds the bytes, from 1
    /// @param by number of the layer that made them useless
    public record Wasted(String path, long bytes, int layer, int by, How how) {}

    /// A layer.
    ///
    /// @param recipe the line that made it, as the history has it
    /// @param bytes of its files
    /// @param wasted of those, what nobody sees
    /// @param wastes what it made useless below
    public record LayerUse(
            int number, Digest diffId, String recipe, long bytes, long wasted, long wastes) {}

    /// What was found.
    ///
    /// @param files the biggest first
    public record Report(
            Digest id, long bytes, long wasted, List<LayerUse> layers, List<Wasted> files) {
        public Report {
            layers = List.copyOf(layers);
            files = List.copyOf(files);
        }
    }

    /// Looks into the layers of an image; unpacks those that are not.
    public Report run(String text, Optional<Platform> platform) {
        try (Hold _ = store.leases().share()) {
            Image image = images.resolve(text, platform);
            new MissingLayers(store.content(), layers).complete(image);
            List<Layer> stack = new ArrayList<>();
            for (Digest diffId : image.diffIds()) {
                stack.add(layers.find(diffId).orElseThrow());
            }
            return new Search(stack).report(image, recipes(text, platform, stack.size()));
        }
    }

    private List<String> recipes(String text, Optional<Platform> platform, int count) {
        List<String> out = new ArrayList<>();
        for (ImageHistory.Step step : history.run(text, platform).reversed()) {
            if (step.layer().isPresent() && out.size() < count) {
                out.add(step.createdBy());
            }
        }
        return out;
    }

    /// One pass over the layers, from the base up.
    private final class Search {
        private final List<Layer> stack;
        private final TreeMap<String, Seen> visible = new TreeMap<>();
        private final List<Wasted> found = new ArrayList<>();
        private final long[] bytes;

        /// What can be seen of a name so far.
        private record Seen(int layer, LayerEntries.Kind kind, long size) {}

        Search(List<Layer> stack) {
            this.stack = stack;
            this.bytes = new long[stack.size()];
        }

        Report report(Image image, List<String> recipes) {
            for (int i = 0; i < stack.size(); i++) {
                int layer = i;
                if (stack.get(i).opaque()) {
                    hideBelow("", layer, How.REMOVED);
                }
                LayerEntries.read(kernel, stack.get(i).directory(), entry -> add(entry, layer));
            }
            found.sort(BIGGEST);
            List<LayerUse> uses = new ArrayList<>();
            for (int i = 0; i < stack.size(); i++) {
                uses.add(use(i, i < recipes.size() ? recipes.get(i) : ""));
            }
            long all = uses.stream().mapToLong(LayerUse::bytes).sum();
            long wasted = uses.stream().mapToLong(LayerUse::wasted).sum();
            return new Report(image.id(), all, wasted, uses, found);
        }

        private LayerUse use(int layer, String recipe) {
            long wasted = 0;
            long wastes = 0;
            for (Wasted file : found) {
                wasted += file.layer() == layer + 1 ? file.bytes() : 0;
                wastes += file.by() == layer + 1 ? file.bytes() : 0;
            }
            Digest diffId = stack.get(layer).diffId();
            return new LayerUse(layer + 1, diffId, recipe, bytes[layer], wasted, wastes);
        }

        private void add(LayerEntries.Entry entry, int layer) {
            bytes[layer] += entry.size();
            String path = entry.path();
            switch (entry.kind()) {
                case REMOVED -> {
                    hide(path, layer, How.REMOVED);
                    hideBelow(path + "/", layer, How.REMOVED);
                }
                case OPAQUE -> {
                    hideBelow(path + "/", layer, How.REMOVED);
                    put(entry, layer);
                }
                case DIRECTORY -> put(entry, layer);
                case FILE, OTHER -> {
                    hideBelow(path + "/", layer, How.REPLACED);
                    put(entry, layer);
                }
            }
        }

        private void put(LayerEntries.Entry entry, int layer) {
            Seen before = visible.get(entry.path());
            boolean same =
                    before != null
                            && before.layer < layer
                            && before.kind == LayerEntries.Kind.FILE
                            && entry.kind() == LayerEntries.Kind.FILE
                            && before.size == entry.size()
                            && entry.size() > 0
                            && LayerEntries.sameContent(
                                    kernel,
                                    stack.get(before.layer).directory(),
                                    stack.get(layer).directory(),
                                    entry.path());
            hide(entry.path(), layer, same ? How.DUPLICATED : How.REPLACED);
            visible.put(entry.path(), new Seen(layer, entry.kind(), entry.size()));
        }

        private void hide(String path, int layer, How how) {
            Seen gone = visible.remove(path);
            if (gone != null && gone.size > 0) {
                found.add(new Wasted(path, gone.size, gone.layer + 1, layer + 1, how));
            }
        }

        private void hideBelow(String prefix, int layer, How how) {
            String end =
                    prefix.isEmpty()
                            ? "\uffff"
                            : prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
            List<String> below = List.copyOf(visible.subMap(prefix, end).keySet());
            for (String path : below) {
                Seen seen = visible.get(path);
                if (seen != null && seen.layer < layer) {
                    hide(path, layer, how);
                }
            }
        }
    }
}
