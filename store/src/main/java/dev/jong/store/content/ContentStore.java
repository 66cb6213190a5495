package dev.jong.store.content;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Limits;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.disk.Staging;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Blobs by digest: `ALGORITHM/HEX` below the `blobs` directory of an OCI image layout. A blob appears whole and
/// verified or not at all, and putting one that exists replaces it, so that loading an image again heals damage.
/// Safe for any number of threads and engines.
public final class ContentStore {
    private final Path blobs;
    private final Staging staging;

    /// @param blobs the layout's `blobs` directory
    public ContentStore(Path blobs, Staging staging) {
        this.blobs = blobs;
        this.staging = staging;
    }

    /// Where a blob is, or would be.
    public Path path(Digest digest) {
        return directory(digest.algorithm()).resolve(digest.hex());
    }

    Path directory(Digest.Algorithm algorithm) {
        return blobs.resolve(algorithm.label());
    }

    /// The size of a blob in bytes; empty when it is not here.
    public OptionalLong size(Digest digest) {
        try {
            return OptionalLong.of(Files.size(path(digest)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw DiskFailure.of(e, "look at the blob " + digest, path(digest));
        }
    }

    /// True when the blob is here with the right size. Its bytes are not looked at.
    public boolean has(Descriptor descriptor) {
        OptionalLong size = size(descriptor.digest());
        return size.isPresent() && size.getAsLong() == descriptor.size();
    }

    /// A document of at most [Limits#DOCUMENT_BYTES], verified.
    ///
    /// @throws JongException NOT_FOUND, or DATA_LOSS when it is not what its digest says
    public byte[] read(Digest digest) {
        Path file = path(digest);
        Optional<byte[]> bytes = SmallFile.read(file, Limits.DOCUMENT_BYTES);
        if (bytes.isEmpty()) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND, "the blob " + digest + " is not in the store");
        }
        if (!Digest.of(digest.algorithm(), bytes.get()).equals(digest)) {
            throw damaged(digest, file);
        }
        return bytes.get();
    }

    /// Opens a blob of any size. The bytes are verified while they are read: the end of the stream is only reached
    /// when the digest matches, otherwise the read fails with a [JongException] of kind DATA_LOSS.
    ///
    /// @throws JongException NOT_FOUND when it is not here
    public InputStream open(Digest digest) {
        Path file = path(digest);
        if (!Files.exists(file)) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND, "the blob " + digest + " is not in the store");
        }
        try {
            return new VerifiedStream(
                    new FileInputStream(file.toFile()), digest, () -> damaged(digest, file));
        } catch (IOException e) {
            throw DiskFailure.of(e, "read the blob " + digest, file);
        }
    }

    /// Whether the bytes of a blob are what its digest says; reads all of them.
    ///
    /// @throws JongException NOT_FOUND when it is not here
    public boolean isWhole(Digest digest) {
        try (InputStream in = open(digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException e) {
            throw DiskFailure.of(e, "read the blob " + digest, path(digest));
        } catch (JongException e) {
            if (e.kind() == ErrorKind.DATA_LOSS) {
                return false;
            }
            throw e;
        }
    }

    /// Starts a new blob. Close it when done; only a committed one stays.
    ///
    /// @param announced bytes that are going to come, for the error when the disk is full; 0 when unknown
    public Ingest ingest(long announced) {
        return new Ingest(this, staging.file(), announced);
    }

    /// Stores a document and returns its descriptor; durable when this returns.
    public Descriptor put(String mediaType, byte[] document) {
        try (Ingest ingest = ingest(document.length)) {
            ingest.write(document, 0, document.length);
            return Descriptor.of(mediaType, ingest.commit(), document.length);
        }
    }

    /// Takes over a file whose bytes are known to match a digest; durable and visible when this returns.
    ///
    /// @param file on the file system of the store; nobody writes to it any more
    public void adopt(Path file, Digest digest) {
        Path target = path(digest);
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.syncDirectory(directory(digest.algorithm()));
        } catch (IOException e) {
            throw DiskFailure.of(e, "store the blob " + digest, target);
        }
    }

    /// All blobs; unknown files are left out.
    public List<Digest> list() {
        List<Digest> out = new ArrayList<>();
        for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
            Path directory = directory(algorithm);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    digest(algorithm, file).ifPresent(out::add);
                }
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                throw DiskFailure.of(e, "list the blobs", directory);
            }
        }
        return out;
    }

    /// Removes a blob; true when it was there.
    public boolean remove(Digest digest) {
        try {
            return Files.deleteIfExists(path(digest));
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove the blob " + digest, path(digest));
        }
    }

    private static Optional<Digest> digest(Digest.Algorithm algorithm, Path file) {
        String name = Text.of(file.getFileName());
        try {
            return Optional.of(new Digest(algorithm, name));
        } catch (JongException e) {
            return Optional.empty();
        }
    }

    private static JongException damaged(Digest digest, Path file) {
        return JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the blob "
                                + digest
                                + " is damaged: "
                                + Text.printable(Text.of(file))
                                + " does not match its digest")
                .hint("load or pull the image again to heal it");
    }
}
