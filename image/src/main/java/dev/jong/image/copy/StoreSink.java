package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.MissingLayers;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.registry.Repository;
import dev.jong.image.transport.ImageSink;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Platform;
import dev.jong.store.Store;
import dev.jong.store.content.Ingest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The store as a place to copy to. The caller holds a lease until the images have their records.
final class StoreSink implements ImageSink {
    private final Store store;
    private final ImageReader reader;
    private final MissingLayers missing;
    private final Optional<Platform> platform;
    private final Consumer<Entry> naming;

    /// @param platform whose layers are unpacked; empty for the host's
    /// @param naming makes the record of an image that is whole
    StoreSink(
            Store store,
            UnpackedLayers layers,
            Optional<Platform> platform,
            Consumer<Entry> naming) {
        this.store = store;
        this.reader = new ImageReader(store.content());
        this.missing = new MissingLayers(store.content(), layers);
        this.platform = platform;
        this.naming = naming;
    }

    /// A damaged blob is not here: it is replaced.
    @Override
    public boolean has(Descriptor blob) {
        return store.content().has(blob) && store.content().isWhole(blob.digest());
    }

    @Override
    public void blob(Descriptor blob, Repository.BlobSource content) {
        try (InputStream in = content.open(0);
                Ingest ingest = store.content().ingest(blob.size())) {
            in.transferTo(ingest);
            ingest.commit(blob);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read the blob " + blob.digest())
                    .causedBy(e);
        }
    }

    @Override
    public void manifest(Descriptor manifest, byte[] bytes) {
        store.content().put(manifest.mediaType(), bytes);
    }

    @Override
    public void finish(List<Entry> entries) {
        for (Entry entry : entries) {
            unpack(entry.target());
            naming.accept(entry);
        }
    }

    @Override
    public void close() {
        // What has no record goes with the next sweep.
    }

    /// Images for other platforms, and artifacts, are kept as they are.
    private void unpack(Descriptor target) {
        Image image;
        try {
            image = reader.read(Optional.empty(), target, platform);
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND || e.kind() == ErrorKind.UNSUPPORTED) {
                return;
            }
            throw e;
        }
        missing.complete(image);
    }
}
