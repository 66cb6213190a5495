package dev.jong.image.pull;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.pull.PullProgress.State;
import dev.jong.image.registry.BlobStream;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.store.content.ContentStore;
import dev.jong.store.partial.PartialBlob;
import dev.jong.store.partial.PartialBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Brings blobs of one repository into the store, several at once, and unpacks layers while they come: one thread
/// reads from the network, hashes and writes the file, others read it behind that one, decompress, hash again and
/// create files. Blobs and layers that are here already are not fetched.
final class FetchBlobs implements AutoCloseable {
    private static final int DOWNLOADS = 4;
    private static final int UNPACKS = 3;
    private static final int PIECE = 128 << 10;

    private final Repository repository;
    private final Reference name;
    private final ContentStore content;
    private final PartialBlobs partials;
    private final UnpackedLayers layers;
    private final PullProgress progress;
    private final boolean verify;
    private final ExecutorService downloads = Executors.newFixedThreadPool(DOWNLOADS);
    private final ExecutorService unpacks = Executors.newFixedThreadPool(UNPACKS);

    /// Of this pull, by digest: a blob that stands twice in a manifest is fetched once.
    private final Map<Digest, Future<?>> started = new HashMap<>();

    private final ConcurrentLinkedQueue<Future<?>> unpacking = new ConcurrentLinkedQueue<>();

    /// @param name for messages
    /// @param verify whether the bytes of blobs that are here are looked at, so that damaged ones are replaced
    FetchBlobs(
            Repository repository,
            Reference name,
            ContentStore content,
            PartialBlobs partials,
            UnpackedLayers layers,
            PullProgress progress,
            boolean verify) {
        this.repository = repository;
        this.name = name;
        this.content = content;
        this.partials = partials;
        this.layers = layers;
        this.progress = progress;
        this.verify = verify;
    }

    /// Starts to bring a blob.
    ///
    /// @param diffId of a layer that is to be unpacked; empty when it is not
    void start(Descriptor blob, Optional<Digest> diffId) {
        started.computeIfAbsent(
                blob.digest(),
                digest -> {
                    progress.at(blob, State.WANTED, 0);
                    return downloads.submit(() -> bring(blob, diffId));
                });
    }

    /// A config, fetched if it is not here, and verified.
    byte[] document(Descriptor blob) {
        // Asked once: what another pull brings from here on is not damaged.
        boolean there = content.has(blob);
        if (there) {
            try {
                return content.read(blob.digest());
            } catch (JongException damaged) {
                // It is fetched again.
            }
        }
        Optional<PartialBlob> claimed = partials.claim(blob, there, () -> {});
        if (claimed.isPresent()) {
            try (PartialBlob partial = claimed.get()) {
                fetch(partial, blob, Optional.empty());
            }
        }
        return content.read(blob.digest());
    }

    /// Waits for all that was started.
    ///
    /// @throws JongException what made the first of them fail; the others are then cancelled
    void await() {
        List<Future<?>> all = new ArrayList<>(started.values());
        all.forEach(FetchBlobs::result);
        for (Future<?> one = unpacking.poll(); one != null; one = unpacking.poll()) {
            result(one);
        }
    }

    /// Ends the threads.
    @Override
    public void close() {
        downloads.shutdownNow();
        unpacks.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (downloads.awaitTermination(1, TimeUnit.MINUTES)
                        && unpacks.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void bring(Descriptor blob, Optional<Digest> diffId) {
        Optional<Digest> missing = diffId.filter(digest -> !layers.has(digest));
        boolean there = content.has(blob);
        boolean damaged = there && verify && !content.isWhole(blob.digest());
        Optional<PartialBlob> claimed =
                there && !damaged
                        ? Optional.empty()
                        : partials.claim(blob, damaged, () -> progress.at(blob, State.WAITING, 0));
        if (claimed.isEmpty()) {
            present(blob, missing);
            return;
        }
        try (PartialBlob partial = claimed.get()) {
            fetch(partial, blob, missing);
        }
    }

    private void present(Descriptor blob, Optional<Digest> missing) {
        if (missing.isEmpty()) {
            progress.at(blob, State.EXISTS, blob.size());
            return;
        }
        progress.at(blob, State.DOWNLOADED, blob.size());
        unpacking.add(
                unpack(blob, missing.get(), () -> new Followed(content.open(blob.digest()), blob)));
    }

    private void fetch(PartialBlob partial, Descriptor blob, Optional<Digest> missing) {
        boolean last = false;
        while (true) {
            boolean resumed = partial.size() > 0;
            InputStream follower = partial.follow().open();
            Optional<Future<?>> unpacked =
                    missing.map(digest -> unpack(blob, digest, () -> new Followed(follower, blob)));
            download(partial, blob);
            if (partial.isWhole()) {
                progress.at(blob, State.DOWNLOADED, blob.size());
                partial.commit();
                unpacked.ifPresentOrElse(
                        unpacking::add, () -> progress.at(blob, State.COMPLETE, blob.size()));
                return;
            }
            partial.reset();
            unpacked.ifPresent(FetchBlobs::settled);
            if (last && !resumed) {
                throw wrong(blob);
            }
            last = !resumed;
            progress.at(blob, State.RETRYING, 0);
        }
    }

    /// Whoever writes a manifest must not choose hosts that everybody who pulls it connects to.
    private JongException elsewhere(Descriptor blob) {
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "the registry does not have the layer "
                                + blob.digest()
                                + ", which may only be had elsewhere, and other addresses are not asked")
                .hint("such layers are those of Windows images; a mirror that holds them will do");
    }

    private void download(PartialBlob partial, Descriptor blob) {
        progress.at(blob, State.DOWNLOADING, partial.size());
        if (partial.size() == blob.size()) {
            return; // An earlier pull was killed between the last byte and the commit.
        }
        byte[] buffer = new byte[PIECE];
        try (BlobStream in = repository.blob(blob, partial.size())) {
            if (in.start() != partial.size()) {
                partial.reset();
            }
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                partial.write(buffer, 0, count);
                progress.at(blob, State.DOWNLOADING, partial.size());
            }
        } catch (IOException e) {
            throw broken(blob, e);
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND && MediaType.isForeign(blob.mediaType())) {
                throw elsewhere(blob).causedBy(e);
            }
            if (e.kind() == ErrorKind.EXHAUSTED) {
                // A full disk is not to stay full of what nobody may come back for.
                partial.discard();
            }
            throw e;
        }
    }

    private Future<?> unpack(Descriptor blob, Digest diffId, Callable<InputStream> open) {
        return unpacks.submit(() -> {
            try (InputStream in = open.call()) {
                layers.unpack(diffId, in);
            }
            progress.at(blob, State.COMPLETE, blob.size());
            return diffId;
        });
    }

    private static void settled(Future<?> broken) {
        try {
            result(broken);
        } catch (JongException e) {
            // What was unpacked from wrong bytes can only have failed, or was right after all.
            return;
        }
    }

    private static void result(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JongException cause) {
                throw cause;
            }
            throw JongException.of(ErrorKind.INTERNAL, "fetching a blob failed").causedBy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "interrupted while fetching an image")
                    .causedBy(e);
        }
    }

    private JongException wrong(Descriptor blob) {
        return JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the blob "
                                + blob.digest()
                                + " of "
                                + name.repository()
                                + " came twice with bytes of another digest")
                .hint("the registry, or a mirror or proxy on the way to it, has a damaged copy");
    }

    private JongException broken(Descriptor blob, IOException cause) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot fetch the blob " + blob.digest() + " of " + name.repository())
                .hint("try again: what has come is kept")
                .causedBy(cause);
    }

    /// Tells how far the unpacking is.
    private final class Followed extends java.io.FilterInputStream {
        private final Descriptor blob;
        private long count;

        Followed(InputStream in, Descriptor blob) {
            super(in);
            this.blob = blob;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int got = in.read(to, offset, length);
            if (got > 0) {
                count += got;
                progress.at(blob, State.EXTRACTING, count);
            }
            return got;
        }
    }
}
