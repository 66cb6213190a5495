package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.content.ContentStore;
import dev.jong.store.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what `docker save` writes: `manifest.json` names a config, layers and tags for each image. There is no
/// manifest in the sense of OCI, so one is made; layers stay as they are, compressed or not.
final class DockerArchive {
    static final String MANIFEST = "manifest.json";
    static final int MANIFEST_BYTES = 1 << 20;

    private final Source source;
    private final ContentStore content;
    private final ManifestIntake intake;

    DockerArchive(Source source, ContentStore content) {
        this.source = source;
        this.content = content;
        this.intake = new ManifestIntake(source, content);
    }

    /// Stores every image of the archive, or those for a platform, and says what they are called.
    ///
    /// @throws JongException NOT_FOUND when there is none for the platform
    Map<Descriptor, List<Reference>> read(byte[] list, Optional<Platform> platform) {
        if (!(JsonParser.parse(list) instanceof Json.Arr images)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the file " + MANIFEST + " of the archive is no list");
        }
        WantedPlatform wanted = new WantedPlatform(platform);
        Map<Descriptor, List<Reference>> out = new LinkedHashMap<>();
        for (Json item : images.items()) {
            if (!(item instanceof Json.Obj image)) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "the file " + MANIFEST + " of the archive holds no objects");
            }
            byte[] config = config(image);
            if (wanted.fitness(ImageConfig.parse(config).platform()) > 0) {
                List<Reference> names =
                        out.computeIfAbsent(store(image, config), d -> new ArrayList<>());
                image.strings("RepoTags").forEach(tag -> names.add(Reference.parse(tag)));
            }
        }
        if (out.isEmpty()) {
            wanted.refuseOthers();
        }
        return out;
    }

    private byte[] config(Json.Obj image) {
        return source.file(image.text("Config"), Limits.DOCUMENT_BYTES)
                .orElseThrow(() -> missing(image.text("Config")));
    }

    private Descriptor store(Json.Obj image, byte[] config) {
        List<String> paths = image.strings("Layers");
        Limits.check(paths.size(), Limits.LAYERS, "layers in the archive's manifest");
        List<Descriptor> layers = new ArrayList<>();
        for (String path : paths) {
            Digest blob = source.digestOf(path).orElseThrow(() -> missing(path));
            long size = source.store(blob);
            layers.add(Descriptor.of(mediaType(blob), blob, size));
        }
        Manifest manifest = Manifest.create(Descriptor.of(MediaType.OCI_CONFIG, config), layers);
        intake.store(manifest);
        return manifest.descriptor();
    }

    private String mediaType(Digest layer) {
        try (InputStream in = content.open(layer)) {
            return switch (Compression.detect(in.readNBytes(Compression.MAGIC_BYTES))) {
                case NONE -> MediaType.OCI_LAYER;
                case GZIP -> MediaType.OCI_LAYER_GZIP;
                case ZSTD -> MediaType.OCI_LAYER_ZSTD;
                case XZ ->
                        throw JongException.of(
                                ErrorKind.UNSUPPORTED,
                                "the layer " + layer + " is compressed with xz");
            };
        } catch (IOException e) {
            throw ArchiveSource.unreadable(e);
        }
    }

    private static JongException missing(String name) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "the image archive lacks the member \"" + Text.printable(name) + "\"");
    }
}
