package dev.jong.image;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Images of a few small layers, put into a store without a name.
public record MadeImages(TestStore test) {
    /// An image; the same texts are the same layers.
    ///
    /// @param comment tells its config from others
    /// @param layers content of one file for each layer; one layer like the comment when there are none
    public Image image(String comment, String... layers) {
        List<Descriptor> blobs = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        for (String content : layers.length == 0 ? new String[] {comment} : layers) {
            byte[] archive = archive(content);
            blobs.add(test.store().content().put(MediaType.OCI_LAYER, archive));
            diffIds.add(test.layers().unpack(new ByteArrayInputStream(archive)).toString());
        }
        Json.Obj rootfs =
                Json.object().put("type", "layers").put("diff_ids", Json.of(diffIds)).build();
        byte[] config =
                JsonPrinter.bytes(
                        Json.object()
                                .put("architecture", "amd64")
                                .put("os", "linux")
                                .put("author", comment)
                                .put("rootfs", rootfs)
                                .build());
        Descriptor stored = test.store().content().put(MediaType.OCI_CONFIG, config);
        Manifest manifest = Manifest.create(stored, blobs);
        Descriptor target = test.store().content().put(MediaType.OCI_MANIFEST, manifest.bytes());
        return new Image(Optional.empty(), target, target, manifest, ImageConfig.parse(config));
    }

    /// An index over images.
    public Descriptor index(Image... images) {
        List<Json> manifests = new ArrayList<>();
        for (Image image : images) {
            manifests.add(image.manifest().toJson());
        }
        return test.store()
                .content()
                .put(
                        MediaType.OCI_INDEX,
                        JsonPrinter.bytes(
                                Json.object()
                                        .put("schemaVersion", 2)
                                        .put("manifests", new Json.Arr(manifests))
                                        .build()));
    }

    /// All blobs of an image.
    public static List<Digest> blobs(Image image) {
        List<Digest> out = new ArrayList<>(List.of(image.manifest().digest(), image.id()));
        image.content().layers().forEach(layer -> out.add(layer.digest()));
        return out;
    }

    private static byte[] archive(String content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(out)) {
            byte[] bytes = Text.bytes(content);
            tar.add(
                    TarEntry.of("file", EntryType.REGULAR).withMode(0644).withSize(bytes.length),
                    new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
