package dev.jong.image;

import dev.jong.oci.Digest;
import dev.jong.store.layer.Layer;
import dev.jong.store.layer.LayerList;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The unpacked layers of a store as this room needs them: what is there, one more, one less.
public final class UnpackedLayers {
    /// What a layer may unpack to when nothing declares its size; free space lowers it further.
    private static final long EXPANSION = 100L << 30;

    private final Path directory;
    private final Layers layers;

    /// @param directory the store's `layers`
    public UnpackedLayers(Path directory, Layers layers) {
        this.directory = directory;
        this.layers = layers;
    }

    /// A complete layer.
    public Optional<Layer> find(Digest diffId) {
        return layers.find(diffId);
    }

    /// True when the layer is here, complete.
    public boolean has(Digest diffId) {
        return layers.find(diffId).isPresent();
    }

    /// Whether the files of layers have the owners that the layers name.
    public boolean hasOwners() {
        return layers.owners() == Owners.APPLY;
    }

    /// Bytes of an image: of its config, and of its layers uncompressed, or as stored where one is not unpacked.
    public long size(Image image) {
        long sum = image.content().config().size();
        for (int i = 0; i < image.diffIds().size(); i++) {
            Optional<Layer> layer = find(image.diffIds().get(i));
            sum += layer.isPresent() ? layer.get().size() : image.content().layers().get(i).size();
        }
        return sum;
    }

    /// Unpacks a layer's archive, compressed or not; it is complete and durable when this returns. A layer that
    /// is here already stays as it is.
    ///
    /// @param archive read to its end, not closed
    /// @return the diffID
    public Digest unpack(InputStream archive) {
        return layers.unpack(archive, EXPANSION).diffId();
    }

    /// The same for a layer whose diffID is known; see [Layers#unpack(Digest, InputStream, long)].
    ///
    /// @throws JongException DATA_LOSS when it is another layer; nothing is then kept
    public void unpack(Digest diffId, InputStream archive) {
        layers.unpack(diffId, archive, EXPANSION);
    }

    /// The diffIDs of all complete layers whose records can be read.
    public List<Digest> list() {
        return LayerList.of(directory).complete();
    }

    /// The diffIDs of all complete layers with their sizes in bytes, uncompressed.
    public Map<Digest, Long> sizes() {
        Map<Digest, Long> out = new HashMap<>();
        for (Digest diffId : list()) {
            find(diffId).ifPresent(layer -> out.put(diffId, layer.size()));
        }
        return out;
    }

    /// Removes layers whose records are damaged: nobody can use them, and they would be unpacked again.
    ///
    /// @param needed diffIDs of layers that stay even so, since a container may stand on them
    public void removeUnreadable(Set<Digest> needed) {
        layers.removeUnreadable(needed);
    }

    /// Removes a layer; nothing happens when it is not here.
    public void remove(Digest diffId) {
        layers.remove(diffId);
    }

    /// Makes everything durable that was written to the store's file system.
    public void syncAll() {
        layers.syncAll();
    }
}
