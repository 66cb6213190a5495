package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.oci.Limits;
import dev.jong.store.content.ContentStore;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A tar archive with images, read once from front to end, so that a pipe will do and the order of members does
/// not matter: what looks like a layer is stored and unpacked in the same pass, small JSON is kept in
/// memory, and what all of it means is decided when the archive has been seen whole.
final class ArchiveSource implements Source {
    /// Most bytes of all JSON documents of an archive together.
    private static final long DOCUMENTS = 32L << 20;

    private final ContentStore content;
    private final BlobIntake intake;
    private final MemberNames names = new MemberNames();
    private final Map<String, Member> members = new HashMap<>();
    private final Map<Digest, Member> byDigest = new HashMap<>();
    private long documentBytes;

    private ArchiveSource(ContentStore content, UnpackedLayers layers) {
        this.content = content;
        this.intake = new BlobIntake(content, layers);
    }

    /// Reads an archive to its end.
    ///
    /// @param archive uncompressed; not closed
    /// @throws JongException DATA_LOSS when it is cut short, EXHAUSTED beyond a limit
    static ArchiveSource read(InputStream archive, ContentStore content, UnpackedLayers layers) {
        ArchiveSource source = new ArchiveSource(content, layers);
        try {
            TarReader reader = new TarReader(archive);
            for (Optional<TarEntry> entry = reader.next();
                    entry.isPresent();
                    entry = reader.next()) {
                source.admit(entry.get(), reader);
            }
            return source;
        } catch (IOException e) {
            source.close();
            throw unreadable(e);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /// The error for a stream that could not be read.
    static JongException unreadable(IOException e) {
        String why = Text.printable(Text.utf8(String.valueOf(e.getMessage())));
        return JongException.of(ErrorKind.DATA_LOSS, "cannot read the image archive: " + why)
                .causedBy(e);
    }

    @Override
    public Optional<byte[]> file(String name, int limit) {
        return switch (members.get(names.resolve(name))) {
            case Member.Document document -> {
                Limits.check(document.bytes().length, limit, "bytes in " + name);
                yield Optional.of(document.bytes());
            }
            case Member.Blob blob -> {
                Limits.check(blob.ingest().size(), limit, "bytes in " + name);
                yield Optional.empty();
            }
            case null -> Optional.empty();
        };
    }

    @Override
    public Optional<Digest> digestOf(String name) {
        return Optional.ofNullable(members.get(names.resolve(name))).map(Member::digest);
    }

    @Override
    public Optional<byte[]> document(Digest digest) {
        return byDigest.get(digest) instanceof Member.Document document
                ? Optional.of(document.bytes())
                : Optional.empty();
    }

    @Override
    public long store(Digest blob) {
        return switch (byDigest.get(blob)) {
            case Member.Document document -> content.put("", document.bytes()).size();
            case Member.Blob staged -> {
                staged.ingest().commit();
                yield staged.ingest().size();
            }
            case null ->
                    content.size(blob)
                            .orElseThrow(() ->
                                    JongException.of(
                                            ErrorKind.NOT_FOUND,
                                            "the image archive lacks the blob " + blob));
        };
    }

    @Override
    public Optional<Digest> unpacked(Digest blob) {
        return byDigest.get(blob) instanceof Member.Blob staged
                ? staged.diffId().flatMap(LayerWorker::attempt)
                : Optional.empty();
    }

    @Override
    public void close() {
        intake.close();
        for (Member member : members.values()) {
            drop(member);
        }
    }

    private void admit(TarEntry entry, TarReader reader) throws IOException {
        String name = names.admit(entry.name());
        names.unlink(name);
        switch (entry.type()) {
            case REGULAR -> put(name, read(entry, reader));
            case SYMBOLIC_LINK -> names.link(name, entry.linkTarget(), true);
            case HARD_LINK -> names.link(name, entry.linkTarget(), false);
            case DIRECTORY -> {
                // Says nothing that the names of its members don't say.
            }
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
                    throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "the image archive has a special file, \""
                                    + Text.printable(name)
                                    + "\"");
        }
    }

    private void put(String name, Member member) {
        // Two members with the same content keep a staged file each; the later one answers for the
        // digest.
        byDigest.put(member.digest(), member);
        Member before = members.put(name, member);
        if (before != null && !byDigest.containsValue(before)) {
            drop(before);
        }
    }

    private static void drop(Member member) {
        if (member instanceof Member.Blob blob) {
            blob.ingest().close();
        }
    }

    private Member read(TarEntry entry, TarReader reader) throws IOException {
        BufferedInputStream in =
                new BufferedInputStream(new MemberStream(reader), ContentKind.PEEK);
        in.mark(ContentKind.PEEK);
        byte[] head = in.readNBytes(ContentKind.PEEK);
        in.reset();
        return switch (ContentKind.of(head)) {
            case DOCUMENT ->
                    entry.size() <= Limits.DOCUMENT_BYTES
                            ? document(entry, in)
                            : intake.read(in, entry.size());
            case LAYER ->
                    isKnown(entry.name())
                            ? intake.read(in, entry.size())
                            : intake.readLayer(in, entry.size());
            case OTHER -> intake.read(in, entry.size());
        };
    }

    /// A member named after a blob that the store has is most likely that blob; its layer is not unpacked
    /// on the way, but checked and, if need be, made up for later.
    private boolean isKnown(String name) {
        String base = name.substring(name.lastIndexOf('/') + 1);
        String hex = base.endsWith(".tar") ? base.substring(0, base.length() - 4) : base;
        return hex.length() == 64
                && Digest.isHexPrefix(hex)
                && content.size(new Digest(Digest.Algorithm.SHA256, hex)).isPresent();
    }

    private Member document(TarEntry entry, InputStream in) throws IOException {
        documentBytes += entry.size();
        if (documentBytes > DOCUMENTS) {
            throw JongException.of(
                    ErrorKind.EXHAUSTED,
                    "the image archive has more than " + DOCUMENTS + " bytes of JSON documents");
        }
        byte[] bytes = in.readNBytes((int) entry.size());
        return new Member.Document(Digest.of(bytes), bytes);
    }
}
