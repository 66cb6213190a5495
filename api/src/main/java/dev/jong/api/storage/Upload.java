package dev.jong.api.storage;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import dev.jong.store.content.ContentStore;
import dev.jong.store.disk.DiskFailure;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One unfinished upload. Its bytes are hashed while they come; after a restart, or when somebody else wrote to it in
/// between, they are read once more at the end. One request at a time works on it; another waits a little for it,
/// since a client whose connection broke may be back before the break is seen here.
public final class Upload {
    static final String DATA = "data";
    static final String REPOSITORY = "repository";
    private static final int PIECE = 128 << 10;
    private static final long PATIENCE_SECONDS = 10;

    private final String id;
    private final Path directory;
    private final Path data;
    private final Runnable ended;

    /// Guards the hash below, and with the file's lock the file.
    private final ReentrantLock lock = new ReentrantLock();

    private final MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
    private long hashed;

    Upload(String id, Path directory, Runnable ended) {
        this.id = id;
        this.directory = directory;
        this.data = directory.resolve(DATA);
        this.ended = ended;
    }

    /// 32 hex digits.
    public String id() {
        return id;
    }

    /// Bytes that have come so far.
    public long size() {
        try {
            return Files.size(data);
        } catch (NoSuchFileException e) {
            throw gone();
        } catch (IOException e) {
            throw DiskFailure.of(e, "look at an upload", data);
        }
    }

    /// Does something to the upload while nobody else does.
    ///
    /// @throws JongException CONFLICT when somebody else does for longer than ten seconds
    public <T> T alone(Supplier<T> work) {
        try {
            if (!lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /// Adds bytes at the end. What has come when the sender breaks off stays, and the upload goes on behind it.
    /// To be called within [#alone].
    ///
    /// @param most bytes that are wanted; more are an error that takes back what this call added
    /// @return the size afterwards
    /// @throws IOException when the sender breaks off
    public long append(InputStream in, long most) throws IOException {
        try (FileChannel channel = open();
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw busy();
            }
            long start = channel.size();
            long added = copy(in, channel, most);
            if (added > most) {
                channel.truncate(start);
                forgetHash();
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT, "more bytes came than were announced");
            }
            return start + added;
        }
    }

    private FileChannel open() {
        try {
            return FileChannel.open(data, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (NoSuchFileException e) {
            throw gone();
        } catch (IOException e) {
            throw DiskFailure.of(e, "store an upload", data);
        }
    }

    private long copy(InputStream in, FileChannel channel, long most) throws IOException {
        boolean follows = channel.size() == hashed;
        byte[] buffer = new byte[PIECE];
        long added = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            added += count;
            if (added > most) {
                return added;
            }
            write(channel, ByteBuffer.wrap(buffer, 0, count));
            if (follows) {
                hasher.update(buffer, 0, count);
                hashed += count;
            }
        }
        return added;
    }

    private void write(FileChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "store an upload", data, bytes.remaining());
        }
    }

    private void forgetHash() {
        hasher.reset();
        hashed = 0;
    }

    /// Ends the upload: its bytes become a blob, durable when this returns, if they are what the digest says. Else
    /// they are thrown away. To be called within [#alone].
    ///
    /// @param link makes the blob known; called under the storage's lease, after the blob is in place
    /// @throws JongException DATA_LOSS when the digest is another
    public void finish(RegistryStorage storage, Digest expected, Runnable link) {
        if (!digest(expected.algorithm()).equals(expected)) {
            cancel();
            throw JongException.of(
                    ErrorKind.DATA_LOSS, "the uploaded content does not match " + expected);
        }
        ContentStore content = storage.content();
        storage.change(() -> {
            content.adopt(data, expected);
            link.run();
            return true;
        });
        cancel();
    }

    /// Throws the upload away.
    ///
    /// @throws JongException CONFLICT when somebody else writes to it
    public void cancel() {
        alone(() -> {
            Folders.discard(data);
            Folders.discard(directory.resolve(REPOSITORY));
            Folders.discard(directory);
            ended.run();
            return true;
        });
    }

    private Digest digest(Digest.Algorithm algorithm) {
        if (algorithm == Digest.Algorithm.SHA256 && hashed == size()) {
            Digest digest = algorithm.finish(hasher);
            forgetHash();
            return digest;
        }
        MessageDigest again = algorithm.hasher();
        try (InputStream in = new FileInputStream(data.toFile())) {
            byte[] buffer = new byte[PIECE];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                again.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "read an upload", data);
        }
        return algorithm.finish(again);
    }

    private static JongException gone() {
        return JongException.of(ErrorKind.NOT_FOUND, "the upload is over");
    }

    private static JongException busy() {
        return JongException.of(
                ErrorKind.CONFLICT, "another request is writing to the same upload");
    }
}
