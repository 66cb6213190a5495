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
/// closed before it was committed leaves nothing behind. For one thread at a time; errors of the disk come as
/// [JongException], not as `IOException`.
public final class Ingest extends OutputStream {
    private final ContentStore content;
    private final Path file;
    private final MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
    private final FileChannel channel;
    private final long announced;
    private long size;
    private Optional<Digest> digest = Optional.empty();
    private boolean committed;

    Ingest(ContentStore content, Path file, long announced) {
        this.content = content;
        this.file = file;
        this.announced = announced;
        try {
            channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
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
            throw DiskFailure.of(e, "stage a blob", file, Math.max(announced - size, buffer.remaining()));
        }
        size += length;
    }

    /// Bytes written so far.
    public long size() {
        return size;
    }

    /// Ends the writing; the SHA-256 digest of what was written. More calls give the same answer.
    public Digest seal() {
        if (digest.isEmpty()) {
            digest = Optional.of(Digest.Algorithm.SHA256.finish(hasher));
        }
        return digest.get();
    }

    /// Makes the blob visible and durable.
    public Digest commit() {
        Digest sealed = seal();
        Path target = content.path(sealed);
        try {
            // A failed fsync is final: the kernel drops the error after reporting it once, so nothing is retried.
            channel.force(true);
            channel.close();
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            AtomicFile.syncDirectory(target.getParent());
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
                    "the content is not what was announced: " + size + " bytes with digest " + seal() + ", expected "
                            + expected.size() + " bytes with digest " + expected.digest());
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
