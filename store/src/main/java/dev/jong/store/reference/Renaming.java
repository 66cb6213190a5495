package dev.jong.store.reference;

import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What becomes of a store's records when names are given and taken away, worked out before anything is written: an image
/// that loses its last name is to have a record without one before that name goes.
final class Renaming {
    private final Map<Reference, StoredReference> named = new LinkedHashMap<>();
    private final Map<Digest, StoredReference> nameless = new LinkedHashMap<>();
    private final Set<Reference> given = new LinkedHashSet<>();
    private final Map<Digest, Descriptor> bereft = new LinkedHashMap<>();
    private final List<JongException> damaged;
    private final String now;

    /// @param now what new records say when they were made, RFC 3339
    Renaming(Listing before, String now) {
        this.damaged = before.damaged();
        this.now = now;
        for (StoredReference record : before.entries()) {
            if (record.name().isPresent()) {
                named.put(record.name().get(), record);
            } else {
                nameless.put(record.target().digest(), record);
            }
        }
    }

    /// Gives a name.
    ///
    /// @return what had it before, when it was something else
    Optional<Descriptor> give(Reference name, Descriptor target) {
        StoredReference old = named.put(name, new StoredReference(Optional.of(name), target, now));
        given.add(name);
        if (old == null || old.target().digest().equals(target.digest())) {
            return Optional.empty();
        }
        bereft.put(old.target().digest(), old.target());
        return Optional.of(old.target());
    }

    /// Takes a name away and keeps what had it.
    void take(Reference name) {
        StoredReference old = named.remove(name);
        if (old != null) {
            bereft.put(old.target().digest(), old.target());
        }
    }

    /// The records without a name that are to be written first.
    List<StoredReference> newNameless() {
        Set<Digest> withName = withName();
        List<StoredReference> out = new ArrayList<>();
        bereft.forEach((digest, target) -> {
            if (!withName.contains(digest)) {
                out.add(new StoredReference(Optional.empty(), target, now));
            }
        });
        return out;
    }

    /// The records of the names that were given.
    List<StoredReference> newNamed() {
        return named.values().stream()
                .filter(record -> given.contains(record.name().orElseThrow()))
                .toList();
    }

    /// What got a name: a record without one is not needed any more.
    Collection<Digest> targets() {
        Set<Digest> out = new LinkedHashSet<>();
        newNamed().forEach(record -> out.add(record.target().digest()));
        return out;
    }

    /// All records as they are in the end.
    Listing after() {
        List<StoredReference> all = new ArrayList<>(named.values());
        Map<Digest, StoredReference> without = new LinkedHashMap<>(nameless);
        newNameless().forEach(record -> without.put(record.target().digest(), record));
        all.addAll(without.values());
        return Listing.of(all, damaged);
    }

    private Set<Digest> withName() {
        Set<Digest> out = new LinkedHashSet<>();
        named.values().forEach(record -> out.add(record.target().digest()));
        return out;
    }
}
