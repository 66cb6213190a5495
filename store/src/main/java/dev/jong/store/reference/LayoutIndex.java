package dev.jong.store.reference;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Descriptor;
import dev.jong.oci.MediaType;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The `index.json` and `oci-layout` that make the content readable for other tools (image layout chapter of
/// the image specification): `skopeo inspect oci:STORE/images:docker.io/library/debian:latest`.
public final class LayoutIndex {
    /// The annotation that carries a name in a layout.
    public static final String REF_NAME = "org.opencontainers.image.ref.name";

    private final Path layout;

    LayoutIndex(Path layout) {
        this.layout = layout;
    }

    /// Makes an empty layout where there is none.
    public static void create(Path layout) throws IOException {
        Path marker = layout.resolve("oci-layout");
        if (!Files.exists(marker)) {
            AtomicFile.write(marker, Text.bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
        }
        Path index = layout.resolve("index.json");
        if (!Files.exists(index)) {
            AtomicFile.write(index, render(List.of()));
        }
    }

    /// Not synced: it is derived, and the next change writes it again.
    void write(Listing listing) {
        List<Json> manifests = new ArrayList<>();
        for (StoredReference entry : listing.entries()) {
            Descriptor target = entry.target();
            manifests.add(
                    (entry.name().isPresent()
                                    ? target.withAnnotations(
                                            Map.of(REF_NAME, entry.name().get().toString()))
                                    : target)
                            .toJson());
        }
        try {
            AtomicFile.writeVolatile(layout.resolve("index.json"), render(manifests));
        } catch (IOException e) {
            throw DiskFailure.of(e, "write the index of the layout", layout);
        }
    }

    private static byte[] render(List<Json> manifests) {
        return JsonPrinter.bytes(
                Json.object()
                        .put("schemaVersion", 2)
                        .put("mediaType", MediaType.OCI_INDEX)
                        .put("manifests", new Json.Arr(manifests))
                        .build());
    }
}
