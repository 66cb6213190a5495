package dev.jong.image.transport;

import dev.jong.image.Image;
import dev.jong.image.NewImage;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import dev.jong.store.layer.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Makes an image of one layer out of the archive of a root file system. The layer is stored as it came, plain or
/// compressed with gzip or zstd; xz, for which images have no media type, is stored plain. The same archive and
/// values give the same image.
public final class ImportRootfs {
    private final ContentStore content;
    private final UnpackedLayers layers;

    public ImportRootfs(ContentStore content, UnpackedLayers layers) {
        this.content = content;
        this.layers = layers;
    }

    /// Reads the archive once from front to end. The caller holds a lease until a record names the image.
    ///
    /// @param archive not closed
    /// @throws dev.jong.base.JongException DATA_LOSS or INVALID_ARGUMENT when it is no archive or damaged
    public Image read(InputStream archive, NewImage image) {
        try (BlobIntake intake = new BlobIntake(content, layers)) {
            BufferedInputStream in = new BufferedInputStream(archive);
            in.mark(Compression.MAGIC_BYTES);
            Compression compression = Compression.detect(in.readNBytes(Compression.MAGIC_BYTES));
            in.reset();
            InputStream stored = compression == Compression.XZ ? compression.open(in) : in;
            try (var blob = intake.readLayer(stored, 0)) {
                Digest diffId = LayerWorker.result(blob.diffId().orElseThrow());
                blob.ingest().commit();
                Descriptor layer =
                        Descriptor.of(mediaType(compression), blob.digest(), blob.ingest().size());
                return image.store(content, layer, diffId);
            }
        } catch (IOException e) {
            throw ArchiveSource.unreadable(e);
        }
    }

    private static String mediaType(Compression compression) {
        return switch (compression) {
            case NONE, XZ -> MediaType.OCI_LAYER;
            case GZIP -> MediaType.OCI_LAYER_GZIP;
            case ZSTD -> MediaType.OCI_LAYER_ZSTD;
        };
    }
}
