package dev.jong.store.reference;

import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that has a record.
///
/// @param entries sorted by name; those without a name last
/// @param damaged one error for each record that could not be read
public record Listing(List<StoredReference> entries, List<JongException> damaged) {
    public Listing {
        entries = List.copyOf(entries);
        damaged = List.copyOf(damaged);
    }

    /// The names a manifest or index has.
    public List<Reference> namesOf(Digest target) {
        List<Reference> out = new ArrayList<>();
        for (StoredReference entry : entries) {
            if (entry.target().digest().equals(target)) {
                entry.name().ifPresent(out::add);
            }
        }
        return out;
    }

    static Listing read(Path directory) {
        List<StoredReference> found = new ArrayList<>();
        List<JongException> damaged = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(".")) {
                    read(file, found, damaged);
                }
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "list the references", directory);
        }
        return of(found, damaged);
    }

    /// @param unsorted sorted here
    static Listing of(List<StoredReference> unsorted, List<JongException> damaged) {
        List<Keyed> sorted = new ArrayList<>();
        unsorted.forEach(record -> sorted.add(new Keyed(key(record), record)));
        sorted.sort(Comparator.comparing(Keyed::key));
        return new Listing(withoutRedundant(sorted.stream().map(Keyed::record).toList()), damaged);
    }

    /// A record and what it is sorted by, which is only made once for each.
    private record Keyed(String key, StoredReference record) {}

    private static String key(StoredReference record) {
        return record.name().isPresent()
                ? "0" + record.name().get()
                : "1" + record.target().digest();
    }

    private static void read(Path file, List<StoredReference> found, List<JongException> damaged) {
        try {
            RecordFiles.read(file).ifPresent(found::add);
        } catch (JongException e) {
            damaged.add(e);
        }
    }

    /// A crash can leave the nameless record of an image that still has a name; the name wins.
    private static List<StoredReference> withoutRedundant(List<StoredReference> sorted) {
        Set<Digest> named = new HashSet<>();
        List<StoredReference> out = new ArrayList<>();
        for (StoredReference entry : sorted) {
            if (entry.name().isPresent()) {
                named.add(entry.target().digest());
            }
            if (entry.name().isPresent() || !named.contains(entry.target().digest())) {
                out.add(entry);
            }
        }
        return out;
    }
}
