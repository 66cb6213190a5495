package dev.jong.store.partial;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.store.content.ContentStore;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// A blob that is being fetched by this thread and nobody else. Every byte is hashed, those of earlier attempts when
/// the blob is claimed: only the digest decides what gets into the store. What is closed before it was committed
/// stays for the next attempt.
public final class PartialBlob implements AutoCloseable {
    private static final int PIECE = 256 << 10;

    private final ContentStore content;
    private final Descriptor blob;
    private final Path file;
    private final KernelLock lock;
    private final FileChannel channel;
    private final MessageDigest hasher;
    private FollowedBlob followed;
    private long size;
    private boolean ended;
    private boolean whole;

    PartialBlob(ContentStore content, Descriptor blob, Path file, KernelLock lock) {
        this.content = content;
        this.blob = blob;
        this.file = file;
        this.lock = lock;
        this.hasher = blob.digest().algorithm().hasher();
        this.followed = new FollowedBlob(file);
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw DiskFailure.of(e, "store a partial blob", file);
        }
        try {
            hashWhatIsThere();
        } catch (RuntimeException e) {
            closeChannel();
            throw e;
        }
    }

    /// Bytes that are here; those that come next are written behind them.
    public long size() {
        return size;
    }

    /// Adds bytes.
    ///
    /// @throws JongException DATA_LOSS beyond the blob's size, EXHAUSTED when the disk is full
    public void write(byte[] bytes, int offset, int length) {
        if (length > blob.size() - size) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the blob " + blob.digest() + " is longer than its " + blob.size() + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "store a partial blob", file, blob.size() - size);
        }
        hasher.update(bytes, offset, length);
        size += length;
        followed.grew(size);
    }

    /// Drops all bytes, to begin anew. Whoever followed the old ones is told.
    public void reset() {
        followed.breakOff();
        followed = new FollowedBlob(file);
        hasher.reset();
        size = 0;
        ended = false;
        whole = false;
        try {
            channel.truncate(0);
            channel.position(0);
        } catch (IOException e) {
            throw DiskFailure.of(e, "drop a partial blob", file);
        }
    }

    /// The bytes from the first one on, as they come; to be asked for once between resets. Ends when [#isWhole] was found
    /// to be true.
    public FollowedBlob follow() {
        return followed;
    }

    /// Ends the hashing: whether all bytes are here, and are those that the digest names.
    public boolean isWhole() {
        if (!ended) {
            ended = true;
            whole =
                    size == blob.size()
                            && blob.digest().algorithm().finish(hasher).equals(blob.digest());
            if (whole) {
                followed.end();
            }
        }
        return whole;
    }

    /// Brings the whole blob into the store, durably, in the place of a damaged one if there is one.
    ///
    /// @throws JongException DATA_LOSS when it is not whole
    public void commit() {
        if (!isWhole()) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "what was fetched as the blob " + blob.digest() + " has another digest");
        }
        Path target = content.path(blob.digest());
        try {
            channel.force(true);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            Path directory = target.getParent();
            if (directory != null) {
                AtomicFile.syncDirectory(directory);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "store the blob " + blob.digest(), target);
        }
    }

    /// Removes the bytes, for good.
    public void discard() {
        followed.breakOff();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskFailure.of(e, "drop a partial blob", file);
        }
    }

    /// Lets go of the blob. One that is not whole stays as it is, and whoever follows it is told.
    @Override
    public void close() {
        if (!whole) {
            followed.breakOff();
        }
        closeChannel();
        lock.close();
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(PartialBlob.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot close a partial blob", e);
        }
    }

    private void hashWhatIsThere() {
        byte[] bytes = new byte[PIECE];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            if (channel.size() > blob.size()) {
                channel.truncate(0);
            }
            for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer)) {
                hasher.update(bytes, 0, count);
                size += count;
                buffer.clear();
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "read a partial blob", file);
        }
        followed.grew(size);
    }
}
