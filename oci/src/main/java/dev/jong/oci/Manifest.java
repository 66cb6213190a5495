package dev.jong.oci;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The manifest of one image: its config and its layers, base first.
public record Manifest(
        String mediaType,
        Descriptor config,
        List<Descriptor> layers,
        Map<String, String> annotations,
        String raw)
        implements Document {

    public Manifest {
        Limits.check(layers.size(), Limits.LAYERS, "layers in the manifest");
        layers = List.copyOf(layers);
    }

    /// Reads a manifest.
    ///
    /// @throws JongException INVALID_ARGUMENT when the bytes are anything else, see [Document#parse]
    public static Manifest parse(byte[] bytes) {
        if (Document.parse(bytes) instanceof Manifest manifest) {
            return manifest;
        }
        throw JongException.of(ErrorKind.INVALID_ARGUMENT, "invalid manifest: it is an index");
    }

    /// Writes a new OCI manifest; equal arguments give equal bytes.
    public static Manifest create(Descriptor config, List<Descriptor> layers) {
        List<Json> items = new ArrayList<>();
        for (Descriptor layer : layers) {
            items.add(layer.toJson());
        }
        Json.Obj json =
                Json.object()
                        .put("schemaVersion", 2)
                        .put("mediaType", MediaType.OCI_MANIFEST)
                        .put("config", config.toJson())
                        .put("layers", new Json.Arr(items))
                        .build();
        return new Manifest(
                MediaType.OCI_MANIFEST, config, layers, Map.of(), JsonPrinter.compact(json));
    }

    static Manifest of(Json.Obj json, byte[] bytes) {
        List<Json> items = json.array("layers");
        Limits.check(items.size(), Limits.LAYERS, "layers in the manifest");
        List<Descriptor> layers = new ArrayList<>(items.size());
        for (Json.Obj item : json.objects("layers")) {
            layers.add(Descriptor.of(item));
        }
        String type = json.text("mediaType");
        Descriptor config = Descriptor.of(json.object("config"));
        return new Manifest(
                type.isEmpty() ? MediaType.OCI_MANIFEST : type,
                config,
                layers,
                json.stringMap("annotations"),
                Text.of(bytes));
    }

    /// The bytes of the document.
    public byte[] bytes() {
        return Text.bytes(raw);
    }

    /// A descriptor of this manifest.
    public Descriptor descriptor() {
        return Descriptor.of(mediaType, bytes());
    }
}
