package dev.jong.image.transport;

import dev.jong.base.Text;
import dev.jong.image.Tar;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import java.util.List;

/// Parts of image archives, made by hand.
final class Archives {
    static final byte[] LAYER = new Tar().file("hello", "hello").bytes();
    static final Digest DIFF_ID = Digest.of(LAYER);

    private Archives() {}

    /// An image config for a platform with these layers.
    static String config(String architecture, Digest... diffIds) {
        StringBuilder ids = new StringBuilder();
        for (Digest id : diffIds) {
            ids.append(ids.isEmpty() ? "" : ",").append('"').append(id).append('"');
        }
        return "{\"architecture\":\""
                + architecture
                + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/hello\"]},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + ids
                + "]}}";
    }

    /// What docker save wrote for years: a directory for each layer.
    static Tar docker(String tags) {
        return new Tar()
                .file("abc/VERSION", "1.0")
                .file("abc/json", "{\"id\":\"abc\"}")
                .file("abc/layer.tar", LAYER)
                .file("config.json", config("amd64", DIFF_ID))
                .file("manifest.json", manifest("config.json", tags, "abc/layer.tar"))
                .file("repositories", "{}");
    }

    /// A manifest.json of one image.
    static String manifest(String config, String tags, String layer) {
        return "[{\"Config\":\""
                + config
                + "\",\"RepoTags\":["
                + tags
                + "],\"Layers\":[\""
                + layer
                + "\"]}]";
    }

    /// The manifest of a one-layer image.
    static Manifest oci(String config, byte[] blob, String layerType) {
        return Manifest.create(
                Descriptor.of(MediaType.OCI_CONFIG, Text.bytes(config)),
                List.of(Descriptor.of(layerType, blob)));
    }

    /// Adds a blob under its digest.
    static Tar blob(Tar tar, byte[] bytes) {
        return tar.file("blobs/sha256/" + Digest.of(bytes).hex(), bytes);
    }

    /// An index.json over descriptors given as JSON.
    static Tar layout(Tar tar, String... descriptors) {
        return tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .file(
                        "index.json",
                        "{\"schemaVersion\":2,\"manifests\":["
                                + String.join(",", descriptors)
                                + "]}");
    }

    /// The JSON of a descriptor with a name.
    static String named(Descriptor descriptor, String name) {
        String json = dev.jong.base.json.JsonPrinter.compact(descriptor.toJson());
        return json.substring(0, json.length() - 1)
                + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\""
                + name
                + "\"}}";
    }
}
