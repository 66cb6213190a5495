package dev.jong.api.registry;

import dev.jong.oci.Digest;

/// Manifests and indexes as text.
final class Documents {
    private Documents() {}

    /// An image or artifact.
    ///
    /// @param more further fields, each with a comma before it
    static String image(String config, String layers, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\""
                + TestRegistry.OCI
                + "\",\"config\":"
                + config
                + ",\"layers\":["
                + layers
                + "]"
                + more
                + "}";
    }

    /// An index.
    static String index(String manifests, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\""
                + TestRegistry.INDEX
                + "\",\"manifests\":["
                + manifests
                + "]"
                + more
                + "}";
    }

    /// A descriptor.
    static String descriptor(String type, Digest digest, long size, String more) {
        return "{\"mediaType\":\""
                + type
                + "\",\"digest\":\""
                + digest
                + "\",\"size\":"
                + size
                + more
                + "}";
    }

    /// Where a foreign layer is.
    static String urls() {
        return ",\"urls\":[\"https://example.org/layer\"]";
    }

    /// Close to four megabytes.
    static String annotations() {
        StringBuilder text = new StringBuilder("\"last\":\"\"");
        for (int i = 0; i < 390; i++) {
            text.append(",\"large-").append(i).append("\":\"").append("A".repeat(10_000));
            text.append('"');
        }
        return text.toString();
    }
}
