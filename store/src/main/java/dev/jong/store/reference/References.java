package dev.jong.store.reference;

import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The names of images: one small file for each, which is the truth. Looking a name up reads that file and no
/// other, and a damaged record hides no other. Writers of all engines take turns; each change also rewrites
/// the layout's `index.json`, which is derived and for other tools.
public final class References {
    /// From so many names on, one sync of the whole file system takes less time than one for each.
    private static final int MANY = 16;

    private final Path directory;
    private final RecordFiles files;
    private final LayoutIndex index;
    private final WriterLock writerLock;
    private final InstantSource clock;

    /// @param directory one record for each name
    /// @param layout the OCI image layout that gets the derived index
    public References(Path directory, Path layout, WriterLock writerLock, InstantSource clock) {
        this.directory = directory;
        this.files = new RecordFiles(directory);
        this.index = new LayoutIndex(layout);
        this.writerLock = writerLock;
        this.clock = clock;
    }

    /// The record of a name.
    ///
    /// @throws JongException DATA_LOSS naming the file when the record is damaged
    public Optional<StoredReference> get(Reference name) {
        Path file = files.of(name);
        Optional<StoredReference> found = RecordFiles.read(file);
        if (found.isPresent() && !found.get().name().equals(Optional.of(name))) {
            throw RecordFiles.damaged(file, "it is about another name");
        }
        return found;
    }

    /// Identifies the record of a name: each write gives it another. Whoever keeps something derived from a record
    /// compares stamps. Empty without a record.
    public Optional<Stamp> stamp(Reference name) {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(files.of(name), BasicFileAttributes.class);
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
        return put(List.of(new Naming(name, target)), files::write).getFirst();
    }

    /// Gives many names, one after the other, as [#put] does: all of them, or when this fails some.
    ///
    /// @param syncAll makes everything durable that was written to the store's file system
    /// @return for each what had the name before, when it was something else
    public List<Optional<Descriptor>> putAll(List<Naming> namings, Runnable syncAll) {
        return namings.size() < MANY
                ? put(namings, files::write)
                : put(namings, records -> files.write(records, syncAll));
    }

    private List<Optional<Descriptor>> put(
            List<Naming> namings, Consumer<List<StoredReference>> writing) {
        if (namings.isEmpty()) {
            return List.of();
        }
        try (Hold _ = writerLock.acquire()) {
            Renaming renaming = new Renaming(list(), now());
            List<Optional<Descriptor>> before = new ArrayList<>();
            for (Naming naming : namings) {
                before.add(renaming.give(naming.name(), naming.target()));
            }
            writing.accept(renaming.newNameless());
            writing.accept(renaming.newNamed());
            List<Path> obsolete = new ArrayList<>();
            renaming.targets().forEach(target -> obsolete.add(files.of(target)));
            files.delete(obsolete);
            index.write(renaming.after());
            return before;
        }
    }

    /// Keeps a manifest or index without giving it a name; does nothing when it has one.
    public void keep(Descriptor target) {
        try (Hold _ = writerLock.acquire()) {
            if (list().namesOf(target.digest()).isEmpty()) {
                files.write(List.of(new StoredReference(Optional.empty(), target, now())));
                index.write(list());
            }
        }
    }

    /// Takes a name away; true when it was there. What had it is kept only if it has another.
    public boolean remove(Reference name) {
        return removeAll(List.of(name), List.of());
    }

    /// Takes names away; what had them stays, as an image without a name if there is no other.
    public void release(List<Reference> names) {
        try (Hold _ = writerLock.acquire()) {
            Renaming renaming = new Renaming(list(), now());
            names.forEach(renaming::take);
            files.write(renaming.newNameless());
            files.delete(names.stream().map(files::of).toList());
            index.write(renaming.after());
        }
    }

    /// Forgets an image without a name; true when it was there.
    public boolean forget(Digest digest) {
        return removeAll(List.of(), List.of(digest));
    }

    /// Takes many names away, and forgets images without one, writing the derived index once; true when there were any.
    public boolean removeAll(List<Reference> names, List<Digest> nameless) {
        List<Path> all = new ArrayList<>();
        names.forEach(name -> all.add(files.of(name)));
        nameless.forEach(digest -> all.add(files.of(digest)));
        try (Hold _ = writerLock.acquire()) {
            boolean removed = files.delete(all);
            if (removed) {
                index.write(list());
            }
            return removed;
        }
    }

    private String now() {
        return clock.instant().toString();
    }
}
