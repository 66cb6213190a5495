package dev.jong.store.layer;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The file beside a layer's directory that says the layer is complete; written last, removed first.
final class LayerRecord {
    private static final int LIMIT = 4096;

    private LayerRecord() {}

    /// Where the record of a layer lies.
    static Path file(Path layers, Digest diffId) {
        return layers.resolve(LayerName.of(diffId) + ".json");
    }

    /// The layer, if its record is there and sound. A damaged record is like none: the layer is unpacked again.
    ///
    /// @throws JongException EXHAUSTED when no file can be opened any more
    static Optional<Layer> read(Path layers, Digest diffId) {
        try {
            Optional<byte[]> bytes = SmallFile.read(file(layers, diffId), LIMIT);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            Json.Obj record = JsonParser.parseObject(bytes.get());
            if (!record.text("diffID").equals(diffId.toString())) {
                return Optional.empty();
            }
            return Optional.of(
                    new Layer(
                            diffId,
                            layers.resolve(LayerName.of(diffId)),
                            record.number("size").orElse(0L),
                            record.number("entries").orElse(0L),
                            record.bool("opaque")));
        } catch (JongException e) {
            // Without a descriptor nothing was seen: somebody may stand on the layer.
            return DiskFailure.unlessExhausted(e, Optional.empty());
        }
    }

    /// Writes the record, durably.
    static void write(Path layers, AppliedLayer applied) throws IOException {
        Json.Obj record =
                Json.object()
                        .put("diffID", applied.diffId().toString())
                        .put("size", applied.size())
                        .put("entries", applied.entries())
                        .put("opaque", applied.opaque())
                        .build();
        AtomicFile.write(file(layers, applied.diffId()), JsonPrinter.bytes(record));
    }
}
