package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Descriptor;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import dev.jong.store.content.Ingest;
import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.Layer;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Makes layers: the members that somebody writes become a blob, an uncompressed archive, and at the same time an unpacked
/// layer, in one pass. The same members give the same digest. May be used by several threads.
public final class StoreLayer {
    private static final int PIECE = 256 << 10;

    /// More than any disk has; free space lowers it.
    private static final long CAP = 1L << 50;

    private final ContentStore content;
    private final Layers layers;

    public StoreLayer(ContentStore content, Layers layers) {
        this.content = content;
        this.layers = layers;
    }

    /// Writes the members of a layer.
    public interface Packing {
        /// Writes them in the order in which they are to stand.
        ///
        /// @throws IOException what the sink throws, and when something can't be read
        void pack(EntrySink sink) throws IOException;
    }

    /// Stores a layer. When this returns it is durable, as a blob and unpacked; when it throws there is nothing of it. The
    /// caller holds a lease.
    ///
    /// @return empty when there were no members
    /// @throws JongException what the packing or the disk said; CANCELLED when the thread is interrupted
    public Optional<TreeLayer> store(Packing packing) {
        try (Making making = new Making()) {
            try {
                packing.pack(making);
                return making.finish();
            } catch (Pipe.ReaderGone e) {
                making.unpacked();
                throw e;
            }
        } catch (JongException e) {
            // An interrupted thread's file is closed under it, which looks like a failing disk.
            throw Thread.currentThread().isInterrupted() ? Pipe.interrupted(e) : e;
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot make a layer: " + e.getMessage())
                    .causedBy(e);
        }
    }

    /// A layer while it is made. The archive is written by the caller's thread and unpacked by another, which begins with
    /// the first member.
    private final class Making extends EntrySink implements AutoCloseable {
        private final Pipe pipe = new Pipe();
        private final FutureTask<Layer> unpacking = new FutureTask<>(this::unpack);
        private Optional<Ingest> blob = Optional.empty();
        private Optional<TarWriter> tar = Optional.empty();
        private Optional<Thread> thread = Optional.empty();

        @Override
        public void add(TarEntry entry, InputStream from) throws IOException {
            if (tar.isEmpty()) {
                begin();
            }
            tar.orElseThrow().add(entry, from);
        }

        private void begin() {
            Ingest ingest = content.ingest(0);
            blob = Optional.of(ingest);
            tar = Optional.of(new TarWriter(new BufferedOutputStream(new Both(ingest), PIECE)));
            thread =
                    Optional.of(
                            Thread.ofPlatform().daemon().name("layer-unpacker").start(unpacking));
        }

        private Layer unpack() {
            try (pipe) {
                return layers.unpack(pipe, CAP);
            }
        }

        Optional<TreeLayer> finish() throws IOException {
            if (blob.isEmpty()) {
                return Optional.empty();
            }
            tar.orElseThrow().close();
            pipe.end();
            Layer layer = unpacked();
            Descriptor stored = Descriptor.of(MediaType.OCI_LAYER, layer.diffId(), layer.size());
            blob.get().commit(stored);
            return Optional.of(new TreeLayer(layer.diffId(), stored));
        }

        /// What the other thread made.
        ///
        /// @throws JongException what it said
        Layer unpacked() throws IOException {
            try {
                return unpacking.get();
            } catch (InterruptedException e) {
                throw Pipe.interrupted(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof JongException failure) {
                    throw failure;
                }
                throw new IOException(e.getCause());
            }
        }

        @Override
        public void close() {
            if (!unpacking.isDone()) {
                pipe.breakOff();
            }
            boolean interrupted = false;
            while (thread.isPresent() && thread.get().isAlive()) {
                try {
                    thread.get().join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            blob.ifPresent(Ingest::close);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private final class Both extends OutputStream {
            private final Ingest ingest;

            Both(Ingest ingest) {
                this.ingest = ingest;
            }

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ingest.write(bytes, offset, length);
                pipe.put(bytes, offset, length);
            }
        }
    }
}
