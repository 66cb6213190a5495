package dev.jong.api.storage;

import dev.jong.oci.Digest;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A look at one repository: which of its manifests and blobs stay, and which may go. The storage is locked meanwhile.
final class RepositorySweep {
    private final Repository repository;
    private final Instant young;
    private final Map<Digest, ManifestNeeds> all = new HashMap<>();
    private final List<Digest> damaged = new ArrayList<>();
    private final Set<Digest> staying;
    private final Set<Digest> blobs = new HashSet<>();

    /// Looks, and changes nothing.
    ///
    /// @param young what was put here after this stays
    RepositorySweep(
            RegistryStorage storage, Repository repository, Instant young, boolean untagged) {
        this.repository = repository;
        this.young = young;
        for (Digest digest : repository.manifests()) {
            ManifestNeeds needs = ManifestNeeds.of(storage, digest);
            all.put(digest, needs);
            if (needs.damaged()) {
                damaged.add(digest);
            }
        }
        this.staying = untagged && damaged.isEmpty() ? reachable() : Set.copyOf(all.keySet());
        staying.forEach(digest -> blobs.addAll(needs(digest).blobs()));
    }

    /// Its manifests that cannot be read. With one of them it keeps all that it has.
    List<Digest> damaged() {
        return damaged;
    }

    /// How many of its manifests may go.
    int superfluous() {
        return all.size() - staying.size();
    }

    /// The content that it needs: manifests and blobs.
    Set<Digest> kept() {
        Set<Digest> kept = new HashSet<>(staying);
        repository.blobs().stream().filter(this::stays).forEach(kept::add);
        return kept;
    }

    /// Makes the repository forget what may go.
    void apply() {
        for (Digest blob : repository.blobs()) {
            if (!stays(blob)) {
                repository.unlinkBlob(blob);
            }
        }
        for (Digest manifest : all.keySet()) {
            if (!staying.contains(manifest)) {
                repository.removeManifest(manifest);
            }
        }
        repository.tidyReferrers();
        repository.removeIfEmpty();
    }

    private boolean stays(Digest blob) {
        return !damaged.isEmpty() || blobs.contains(blob) || isYoung(repository.linked(blob));
    }

    /// What tags lead to, through indexes, and what is about those manifests, and about these in turn.
    private Set<Digest> reachable() {
        Deque<Digest> open = new ArrayDeque<>();
        for (String tag : repository.tags()) {
            repository.tag(tag).ifPresent(open::add);
        }
        Map<Digest, List<Digest>> about = new HashMap<>();
        all.forEach((digest, needs) -> {
            if (isYoung(repository.stored(digest))) {
                open.add(digest);
            }
            needs.subject()
                    .ifPresent(subject ->
                            about.computeIfAbsent(subject, _ -> new ArrayList<>()).add(digest));
        });
        Set<Digest> found = new HashSet<>();
        while (!open.isEmpty()) {
            Digest next = open.remove();
            if (found.add(next)) {
                open.addAll(needs(next).manifests());
                open.addAll(about.getOrDefault(next, List.of()));
            }
        }
        found.retainAll(all.keySet());
        return found;
    }

    private ManifestNeeds needs(Digest manifest) {
        return all.getOrDefault(manifest, ManifestNeeds.NOTHING);
    }

    private boolean isYoung(FileTime time) {
        return time.toInstant().isAfter(young);
    }
}
