package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.oci.Limits;
import dev.jong.store.content.ContentStore;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// An OCI image layout in a directory that the user named. Its files are only taken when they are plain files:
/// a link in a foreign layout could lead anywhere.
final class DirectorySource implements Source {
    private final Path layout;
    private final ContentStore content;
    private final BlobIntake intake;
    private final long believed;
    private final Map<Digest, Member.Blob> staged = new HashMap<>();

    /// @param believed a stored blob of at least so many bytes is taken for whole when its size is right; the bytes of
    ///     smaller ones are looked at
    DirectorySource(Path layout, ContentStore content, UnpackedLayers layers, long believed) {
        this.layout = layout;
        this.content = content;
        this.intake = new BlobIntake(content, layers);
        this.believed = believed;
    }

    @Override
    public Optional<byte[]> file(String name, int limit) {
        Path file = layout.resolve(name);
        return isPlain(file) ? SmallFile.read(file, limit) : Optional.empty();
    }

    @Override
    public Optional<Digest> digestOf(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> document(Digest digest) {
        Path file = path(digest);
        if (!isPlain(file)) {
            return Optional.empty();
        }
        Optional<byte[]> bytes = SmallFile.read(file, Limits.DOCUMENT_BYTES);
        if (bytes.isPresent() && !Digest.of(digest.algorithm(), bytes.get()).equals(digest)) {
            throw damaged(digest);
        }
        return bytes;
    }

    @Override
    public long store(Digest blob) {
        Path file = path(blob);
        OptionalLong stored = content.size(blob);
        if (!isPlain(file)) {
            return stored.orElseThrow(() ->
                    JongException.of(
                            ErrorKind.NOT_FOUND, "the image layout lacks the blob " + blob));
        }
        if (stored.isPresent()
                && stored.getAsLong() == size(file)
                && (stored.getAsLong() >= believed || content.isWhole(blob))) {
            return stored.getAsLong();
        }
        Member.Blob member = read(file);
        staged.put(member.digest(), member);
        if (!member.digest().equals(blob)) {
            throw damaged(blob);
        }
        member.ingest().commit();
        return member.ingest().size();
    }

    @Override
    public Optional<Digest> unpacked(Digest blob) {
        Member.Blob member = staged.get(blob);
        return member == null ? Optional.empty() : member.diffId().flatMap(LayerWorker::attempt);
    }

    @Override
    public void close() {
        intake.close();
        staged.values().forEach(member -> member.ingest().close());
    }

    private Member.Blob read(Path file) {
        try (InputStream in =
                new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
            in.mark(ContentKind.PEEK);
            byte[] head = in.readNBytes(ContentKind.PEEK);
            in.reset();
            boolean layer = ContentKind.of(head) == ContentKind.LAYER;
            return layer ? intake.readLayer(in, size(file)) : intake.read(in, size(file));
        } catch (IOException e) {
            throw DiskFailure.of(e, "read an image layout", file);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw DiskFailure.of(e, "read an image layout", file);
        }
    }

    private Path path(Digest digest) {
        return layout.resolve("blobs").resolve(digest.algorithm().label()).resolve(digest.hex());
    }

    private static boolean isPlain(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private JongException damaged(Digest digest) {
        return JongException.of(
                ErrorKind.DATA_LOSS,
                "the blob "
                        + digest
                        + " of the image layout "
                        + Text.printable(Text.of(layout))
                        + " does not match its digest");
    }
}
