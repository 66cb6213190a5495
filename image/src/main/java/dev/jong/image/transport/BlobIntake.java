package dev.jong.image.transport;

import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.store.content.ContentStore;
import dev.jong.store.content.Ingest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Future;

/// Stages blobs, and unpacks those that are layers in the same pass: this thread reads, stores and hashes, the
/// worker decompresses, hashes again and writes files.
final class BlobIntake implements AutoCloseable {
    private static final int PIECE = 128 << 10;

    private final ContentStore content;
    private final LayerWorker worker;
    private final byte[] buffer = new byte[PIECE];

    BlobIntake(ContentStore content, UnpackedLayers layers) {
        this.content = content;
        this.worker = new LayerWorker(layers);
    }

    /// Stages a blob as it comes.
    ///
    /// @param size bytes that are going to come, for the error when the disk is full
    Member.Blob read(InputStream in, long size) throws IOException {
        Ingest ingest = content.ingest(size);
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                ingest.write(buffer, 0, count);
            }
            return new Member.Blob(ingest.seal(), ingest, Optional.empty());
        } catch (IOException | RuntimeException e) {
            ingest.close();
            throw e;
        }
    }

    /// Stages a blob and unpacks it.
    Member.Blob readLayer(InputStream in, long size) throws IOException {
        Ingest ingest = content.ingest(size);
        LayerPipe pipe = new LayerPipe();
        Future<Digest> diffId = worker.unpack(pipe);
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                pipe.put(buffer, 0, count);
                ingest.write(buffer, 0, count);
            }
            pipe.end();
            Member.Blob blob = new Member.Blob(ingest.seal(), ingest, Optional.of(diffId));
            worker.persist(ingest);
            return blob;
        } catch (IOException | RuntimeException e) {
            pipe.breakOff();
            ingest.close();
            throw e;
        }
    }

    /// Waits for the worker.
    @Override
    public void close() {
        worker.close();
    }
}
