package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.store.content.Ingest;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The other threads of a load: two unpack layers while the first reads, stores and hashes the archive, so that one
/// layer is written while the one before is brought to the disk; one brings stored blobs there.
final class LayerWorker implements AutoCloseable {
    private static final int UNPACKERS = 2;

    private final UnpackedLayers layers;
    private final ExecutorService unpacker = Executors.newFixedThreadPool(UNPACKERS);
    private final ExecutorService persister = Executors.newSingleThreadExecutor();

    LayerWorker(UnpackedLayers layers) {
        this.layers = layers;
    }

    /// Starts to unpack what comes through the pipe.
    Future<Digest> unpack(LayerPipe pipe) {
        return unpacker.submit(() -> {
            try (pipe) {
                return layers.unpack(pipe);
            }
        });
    }

    /// Brings a sealed blob to the disk in the background; its commit does the same when this failed.
    void persist(Ingest sealed) {
        persister.execute(() -> {
            try {
                sealed.persist();
            } catch (JongException e) {
                return; // The blob remembers; its commit fails with the same error.
            }
        });
    }

    /// The result of a layer, waited for.
    ///
    /// @throws JongException what made the unpacking fail
    static Digest result(Future<Digest> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JongException cause) {
                throw cause;
            }
            throw JongException.of(ErrorKind.INTERNAL, "unpacking a layer failed").causedBy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "interrupted while unpacking a layer")
                    .causedBy(e);
        }
    }

    /// The diffID of a layer, waited for; empty when it could not be unpacked on the way. What looks cut off may
    /// only lack its end mark: with the diffID of the image's config it is tried again, and fails for good then.
    static Optional<Digest> attempt(Future<Digest> future) {
        try {
            return Optional.of(result(future));
        } catch (JongException e) {
            if (e.kind() == ErrorKind.DATA_LOSS) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        unpacker.close();
        persister.close();
    }
}
