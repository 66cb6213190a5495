package dev.jong.store.reference;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The names of images: one small file for each, which is the truth. Looking a name up reads that file and no
/// other, and a damaged record hides no other. Writers of all engines take turns; each change also rewrites
/// the layout's `index.json`, which is derived and for other tools.
public final class References {
    private static final int RECORD_BYTES = 64 << 10;
    private static final int FILE_NAME_LENGTH = 240;

    private final Path directory;
    private final LayoutIndex index;
    private final WriterLock writerLock;
    private final InstantSource clock;

    /// @param directory one record for each name
    /// @param layout the OCI image layout that gets the derived index
    public References(Path directory, Path layout, WriterLock writerLock, InstantSource clock) {
        this.directory = directory;
        this.index = new LayoutIndex(layout);
        this.writerLock = writerLock;
        this.clock = clock;
    }

    /// The record of a name.
    ///
    /// @throws JongException DATA_LOSS naming the file when the record is damaged
    public Optional<StoredReference> get(Reference name) {
        Path file = directory.resolve(fileName(name));
        Optional<StoredReference> found = read(file);
        if (found.isPresent() && !found.get().name().equals(Optional.of(name))) {
            throw damaged(file, "it is about another name");
        }
        return found;
    }

    /// Identifies the record of a name: each write gives it another. Whoever keeps something derived from a record
    /// compares stamps. Empty without a record.
    public Optional<Stamp> stamp(Reference name) {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(
                            directory.resolve(fileName(name)), BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(
                            String.valueOf(file.fileKey()),
                            file.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// One version of a record: the file's identity, and its time in nanoseconds since 1970.
    public record Stamp(String file, long nanoseconds) {}

    /// All records, sorted by name, those without a name last; and what is damaged.
    public Listing list() {
        return Listing.read(directory);
    }

    /// Gives a name to a manifest or index, taking it away from what had it. That stays as an image without
    /// a name when it has no other.
    ///
    /// @return what had the name before, when it was something else
    public Optional<Descriptor> put(Reference name, Descriptor target) {
        try (Hold _ = writerLock.acquire()) {
            Optional<Descriptor> before = previous(name);
            boolean moved = before.isPresent() && !before.get().digest().equals(target.digest());
            if (moved && list().namesOf(before.get().digest()).size() == 1) {
                write(new StoredReference(Optional.empty(), before.get(), now()));
            }
            write(new StoredReference(Optional.of(name), target, now()));
            delete(directory.resolve(target.digest().toString()));
            index.write(list());
            return moved ? before : Optional.empty();
        }
    }

    /// Keeps a manifest or index without giving it a name; does nothing when it has one.
    public void keep(Descriptor target) {
        try (Hold _ = writerLock.acquire()) {
            if (list().namesOf(target.digest()).isEmpty()) {
                write(new StoredReference(Optional.empty(), target, now()));
                index.write(list());
            }
        }
    }

    /// Takes a name away; true when it was there. What had it is kept only if it has another.
    public boolean remove(Reference name) {
        return remove(directory.resolve(fileName(name)));
    }

    /// Takes a name away; what had it stays, as an image without a name if this was the last. True when it was there.
    public boolean release(Reference name) {
        try (Hold _ = writerLock.acquire()) {
            Optional<StoredReference> record = get(name);
            if (record.isEmpty()) {
                return false;
            }
            Descriptor target = record.get().target();
            if (list().namesOf(target.digest()).size() == 1) {
                write(new StoredReference(Optional.empty(), target, now()));
            }
            delete(directory.resolve(fileName(name)));
            index.write(list());
            return true;
        }
    }

    /// Forgets an image without a name; true when it was there.
    public boolean forget(Digest digest) {
        return remove(directory.resolve(digest.toString()));
    }

    /// Takes many names away, and forgets images without one, writing the derived index once.
    public void removeAll(List<Reference> names, List<Digest> nameless) {
        try (Hold _ = writerLock.acquire()) {
            boolean removed = false;
            for (Reference name : names) {
                removed |= delete(directory.resolve(fileName(name)));
            }
            for (Digest digest : nameless) {
                removed |= delete(directory.resolve(digest.toString()));
            }
            if (removed) {
                index.write(list());
            }
        }
    }

    static Optional<StoredReference> read(Path file) {
        Optional<byte[]> bytes = SmallFile.read(file, RECORD_BYTES);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StoredReference.of(JsonParser.parseObject(bytes.get())));
        } catch (JongException e) {
            throw damaged(file, e.text()).causedBy(e);
        }
    }

    /// The file of a name: slashes escaped, and very long names replaced by their digest.
    static String fileName(Reference name) {
        String text = name.toString().replace("/", "%2F");
        return text.length() <= FILE_NAME_LENGTH ? text : "%" + Digest.of(Text.bytes(text)).hex();
    }

    private Optional<Descriptor> previous(Reference name) {
        try {
            return get(name).map(StoredReference::target);
        } catch (JongException e) {
            return Optional.empty(); // A damaged record is healed by writing it anew.
        }
    }

    private boolean remove(Path file) {
        try (Hold _ = writerLock.acquire()) {
            boolean removed = delete(file);
            if (removed) {
                index.write(list());
            }
            return removed;
        }
    }

    private void write(StoredReference reference) {
        String name =
                reference.name().isPresent()
                        ? fileName(reference.name().get())
                        : reference.target().digest().toString();
        try {
            AtomicFile.write(directory.resolve(name), JsonPrinter.bytes(reference.toJson()));
        } catch (IOException e) {
            throw DiskFailure.of(e, "write a reference", directory);
        }
    }

    private boolean delete(Path file) {
        try {
            boolean deleted = Files.deleteIfExists(file);
            if (deleted) {
                AtomicFile.syncDirectory(directory);
            }
            return deleted;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove a reference", directory);
        }
    }

    private String now() {
        return clock.instant().toString();
    }

    private static JongException damaged(Path file, String why) {
        return JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the record " + Text.printable(Text.of(file)) + " is damaged: " + why)
                .hint("load or pull the image again, or remove the file");
    }
}
