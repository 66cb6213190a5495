package dev.jong.image;

import dev.jong.base.JongException;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.layer.Layer;
import dev.jong.store.layer.Layers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The unpacked layers of a store as this room needs them: what is there, one more, one less.
public final class UnpackedLayers {
    /// What a layer may unpack to when nothing declares its size; free space lowers it further.
    private static final long EXPANSION = 100L << 30;

    private static final int RECORD_BYTES = 64 << 10;

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
        List<Digest> out = new ArrayList<>();
        try (DirectoryStream<Path> records = Files.newDirectoryStream(directory)) {
            for (Path record : records) {
                if (record.getFileName().toString().endsWith(".json")) {
                    diffId(record).ifPresent(out::add);
                }
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "list the layers", directory);
        }
        return out;
    }

    /// Removes a layer; nothing happens when it is not here.
    public void remove(Digest diffId) {
        layers.remove(diffId);
    }

    private static Optional<Digest> diffId(Path record) {
        try {
            return SmallFile.read(record, RECORD_BYTES)
                    .map(bytes -> Digest.parse(JsonParser.parseObject(bytes).text("diffID")));
        } catch (JongException e) {
            return Optional.empty();
        }
    }
}
