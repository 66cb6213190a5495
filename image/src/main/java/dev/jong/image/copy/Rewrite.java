package dev.jong.image.copy;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.copy.CopyWishes.Format;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Manifests and indexes with other descriptors below them. Fields that nobody here knows stay; the same changes to the
/// same document give the same bytes.
final class Rewrite {
    private Rewrite() {}

    /// A manifest with other layers, in another format.
    static RemoteManifest manifest(
            Json.Obj old, String type, Format format, List<Descriptor> layers) {
        String wanted = MediaTypes.document(type, format);
        Json.Obj config = old.object("config");
        Json.Obj typed =
                config.with(
                        "mediaType",
                        Json.of(MediaTypes.document(config.text("mediaType"), format)));
        return document(
                old.with("config", typed).with("layers", changed(old.objects("layers"), layers)),
                wanted);
    }

    /// An index with other manifests, in another format.
    static RemoteManifest index(
            Json.Obj old, String type, Format format, List<Descriptor> children) {
        return document(
                old.with("manifests", changed(old.objects("manifests"), children)),
                MediaTypes.document(type, format));
    }

    private static RemoteManifest document(Json.Obj changed, String type) {
        // Docker's documents know no annotations; readers that check for strange fields refuse
        // them.
        boolean docker =
                type.equals(MediaType.DOCKER_MANIFEST) || type.equals(MediaType.DOCKER_INDEX);
        Json.ObjectBuilder out = Json.object().put("schemaVersion", 2).put("mediaType", type);
        for (Map.Entry<String, Json> field : changed.fields().entrySet()) {
            boolean said =
                    field.getKey().equals("schemaVersion") || field.getKey().equals("mediaType");
            if (!said && !(docker && field.getKey().equals("annotations"))) {
                out.put(field.getKey(), field.getValue());
            }
        }
        byte[] bytes = JsonPrinter.bytes(out.build());
        return new RemoteManifest(Descriptor.of(type, bytes), bytes);
    }

    private static Json changed(List<Json.Obj> old, List<Descriptor> now) {
        List<Json> out = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            Descriptor descriptor = now.get(i);
            Json.Obj item =
                    old.get(i)
                            .with("mediaType", Json.of(descriptor.mediaType()))
                            .with("digest", Json.of(descriptor.digest().toString()))
                            .with("size", Json.of(descriptor.size()));
            boolean other = !old.get(i).text("digest").equals(descriptor.digest().toString());
            out.add(other ? without(item, "data") : item);
        }
        return new Json.Arr(out);
    }

    /// The bytes that a descriptor may carry itself are those of the old content.
    private static Json.Obj without(Json.Obj object, String key) {
        Json.ObjectBuilder out = Json.object();
        object.fields()
                .forEach((name, value) -> {
                    if (!name.equals(key)) {
                        out.put(name, value);
                    }
                });
        return out.build();
    }
}
