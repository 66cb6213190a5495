package dev.jong.store.content;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/// A blob being written. Life: written to, sealed (its digest is known), committed (durable, visible). What is
/// closed before it was committed leaves nothing behind. For one thread at a time, but for [#persist]; errors of
/// the disk come as [JongException], not as `IOException`.
public final class Ingest extends OutputStream {
    private final ContentStore content;
    private final Path file;
    private final MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
    private final FileChannel channel;
    private final long announced;
    private long size;
    private Optional<Digest> digest = Optional.empty();
    private boolean committed;

    /// Guards the two below; the other fields belong to one thread at a time.
    private final Object flushLock = new Object();

    private boolean flushed;
    private Optional<IOException> flushFailure = Optional.empty();

    Ingest(ContentStore content, Path file, long announced) {
        this.content = content;
        this.file = file;
        this.announced = announced;
        try {
            channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw DiskFailure.of(e, "stage a blob", file);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        hasher.update(bytes, offset, length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw DiskFailure.of(
                    e, "stage a blob", file, Math.max(announced - size, buffer.remaining()));
        }
        size += length;
    }

    /// Bytes written so far.
    public long size() {
        return size;
    }

    /// Ends the writing; the SHA-256 digest of what was written. More calls give the same answer. Holds no
    /// descriptor from here on, so any number of sealed blobs can wait for their commit.
    public Digest seal() {
        if (digest.isEmpty()) {
            try {
                channel.close();
            } catch (IOException e) {
                throw DiskFailure.of(e, "stage a blob", file);
            }
            digest = Optional.of(Digest.Algorithm.SHA256.finish(hasher));
        }
        return digest.get();
    }

    /// Brings the sealed bytes to the disk, so that the commit need not wait for it. May run in another thread.
    ///
    /// @throws JongException what the disk said, now and at every later call
    public void persist() {
        Digest sealed = seal();
        synchronized (flushLock) {
            if (flushFailure.isPresent()) {
                // The kernel reports a failed write-back once; a second fsync would claim that all
                // is well.
                throw DiskFailure.of(flushFailure.get(), "store the blob " + sealed, file);
            }
            if (flushed) {
                return;
            }
            try (FileChannel again = FileChannel.open(file, StandardOpenOption.WRITE)) {
                again.force(true);
                flushed = true;
            } catch (IOException e) {
                flushFailure = Optional.of(e);
                throw DiskFailure.of(e, "store the blob " + sealed, file);
            }
        }
    }

    /// Makes the blob visible and durable. More calls do nothing.
    public Digest commit() {
        Digest sealed = seal();
        if (committed) {
            return sealed;
        }
        Path target = content.path(sealed);
        persist();
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            AtomicFile.syncDirectory(content.directory(sealed.algorithm()));
        } catch (IOException e) {
            throw DiskFailure.of(e, "store the blob " + sealed, target);
        }
        return sealed;
    }

    /// The same, when the content is what was announced.
    ///
    /// @throws JongException DATA_LOSS when digest or size differ; nothing is then stored
    public Digest commit(Descriptor expected) {
        if (size != expected.size() || !seal().equals(expected.digest())) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the content is not what was announced: "
                            + size
                            + " bytes with digest "
                            + seal()
                            + ", expected "
                            + expected.size()
                            + " bytes with digest "
                            + expected.digest());
        }
        return commit();
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (!committed) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove a staged blob", file);
        }
    }
}
