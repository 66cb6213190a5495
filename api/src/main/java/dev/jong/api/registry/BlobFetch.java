package dev.jong.api.registry;

import dev.jong.api.storage.RegistryStorage;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A blob on its way from another registry into the storage, and meanwhile to any number of readers. It is written once;
/// readers follow the file. The last byte is kept back until all of them were verified, so of bytes that are not what
/// the digest says nobody gets a whole blob, and nothing stays.
final class BlobFetch {
    private static final int PIECE = 128 << 10;

    private final RegistryStorage storage;
    private final Descriptor blob;
    private final Supplier<InputStream> source;
    private final Runnable link;
    private final Path file;
    private final FileChannel channel;

    // The fields below are guarded by this object's monitor, which is notified of every change.
    private long arrived;
    private boolean ended;
    private @Nullable JongException failure;
    private int users = 1;

    /// @param source the blob's bytes from the start
    /// @param link makes the blob known to its repository; under the storage's lease
    BlobFetch(
            RegistryStorage storage, Descriptor blob, Supplier<InputStream> source, Runnable link) {
        this.storage = storage;
        this.blob = blob;
        this.source = source;
        this.link = link;
        this.file = storage.unfinished();
        this.channel = storage.create(file);
    }

    /// Fetches everything; to be run once, in a thread of its own. Never throws.
    void run() {
        try (InputStream in = source.get()) {
            copy(in);
            storage.change(() -> {
                storage.content().adopt(file, blob.digest());
                link.run();
                return true;
            });
            end(Optional.empty());
        } catch (JongException e) {
            end(Optional.of(e));
        } catch (IOException e) {
            end(
                    Optional.of(
                            JongException.of(
                                            ErrorKind.UNAVAILABLE,
                                            "cannot fetch the blob " + blob.digest())
                                    .causedBy(e)));
        } catch (RuntimeException e) {
            end(
                    Optional.of(
                            JongException.of(ErrorKind.INTERNAL, "cannot fetch a blob")
                                    .causedBy(e)));
        } finally {
            leave();
            storage.discard(file);
        }
    }

    /// Joins as a reader; false when the fetch is over and its file closed.
    synchronized boolean join() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /// The end of a reader, or of the fetch itself.
    void leave() {
        boolean last;
        synchronized (this) {
            last = --users == 0;
        }
        try {
            if (last) {
                channel.close();
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "close", file);
        }
    }

    /// Waits until the first bytes are there, or nothing will come.
    ///
    /// @throws JongException what went wrong
    void awaitBegin() {
        await(Math.min(1, blob.size()));
    }

    /// Copies the blob to a reader as it comes; all of it when this returns.
    ///
    /// @throws IOException when the reader goes away
    /// @throws JongException when the blob does not come whole and verified
    void copyTo(OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        long at = 0;
        while (at < blob.size()) {
            long ready = await(at + 1);
            buffer.clear().limit((int) Math.min(PIECE, ready - at));
            int count = channel.read(buffer, at);
            if (count <= 0) {
                throw new IOException("the blob became shorter");
            }
            out.write(buffer.array(), 0, count);
            at += count;
        }
    }

    private void copy(InputStream in) throws IOException {
        MessageDigest hasher = blob.digest().algorithm().hasher();
        byte[] buffer = new byte[PIECE];
        long size = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            size += count;
            if (size > blob.size()) {
                throw wrong();
            }
            hasher.update(buffer, 0, count);
            write(ByteBuffer.wrap(buffer, 0, count), size - count);
            arrive(size);
        }
        Digest digest = blob.digest().algorithm().finish(hasher);
        if (size != blob.size() || !digest.equals(blob.digest())) {
            throw wrong();
        }
    }

    private void write(ByteBuffer bytes, long at) {
        try {
            long to = at;
            while (bytes.hasRemaining()) {
                to += channel.write(bytes, to);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "store a blob", file, bytes.remaining());
        }
    }

    private JongException wrong() {
        return JongException.of(
                ErrorKind.DATA_LOSS,
                "the other registry's blob " + blob.digest() + " is not what its digest says");
    }

    private synchronized void arrive(long size) {
        arrived = size;
        notifyAll();
    }

    private synchronized void end(Optional<JongException> why) {
        ended = true;
        failure = why.orElse(null);
        notifyAll();
    }

    /// Waits for so many bytes that may be shown, and returns how many there are.
    private synchronized long await(long wanted) {
        try {
            while (true) {
                JongException why = failure;
                if (why != null) {
                    throw why;
                }
                long shown = ended ? blob.size() : Math.min(arrived, blob.size() - 1);
                if (shown >= wanted || ended) {
                    return shown;
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "interrupted").causedBy(e);
        }
    }
}
