package dev.jong.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import dev.jong.store.lease.Hold;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The image `hello`, which comes with Jong: one static program. The same program gives the same digest.
public final class HelloImage {
    /// What it is called.
    public static final Reference NAME = Reference.parse("hello");

    private static final int PROGRAM_BYTES = 16 << 20;

    private final Store store;
    private final UnpackedLayers layers;

    public HelloImage(Store store, UnpackedLayers layers) {
        this.store = store;
        this.layers = layers;
    }

    /// Puts the image into the store unless something there has its name.
    ///
    /// @param program a static program of this host's architecture, at most 16 MiB
    /// @throws JongException NOT_FOUND when the program is missing
    public void install(Path program) {
        if (store.references().get(NAME).isPresent()) {
            return;
        }
        byte[] bytes =
                SmallFile.read(program, PROGRAM_BYTES)
                        .orElseThrow(() ->
                                JongException.of(
                                        ErrorKind.NOT_FOUND,
                                        "the program "
                                                + Text.printable(Text.of(program))
                                                + " is missing"));
        byte[] layer = archive(bytes);
        try (Hold _ = store.leases().share()) {
            Digest diffId = layers.unpack(new ByteArrayInputStream(layer));
            Descriptor blob = store.content().put(MediaType.OCI_LAYER, layer);
            NewImage image =
                    new NewImage(
                            Platform.host(),
                            Instant.EPOCH,
                            Json.object()
                                    .put("Entrypoint", Json.of(List.of("/hello")))
                                    .put("WorkingDir", "/")
                                    .build(),
                            "comes with jong");
            store.references().put(NAME, image.store(store.content(), blob, diffId).target());
        }
    }

    private static byte[] archive(byte[] program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(out)) {
            tar.add(
                    TarEntry.of("hello", EntryType.REGULAR).withMode(0555).withSize(program.length),
                    new ByteArrayInputStream(program));
        } catch (IOException e) {
            throw JongException.of(ErrorKind.INTERNAL, "cannot write an archive in memory")
                    .causedBy(e);
        }
        return out.toByteArray();
    }
}
