package dev.jong.api.storage;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Manifest;
import dev.jong.store.lease.Hold;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects what no repository needs. Looks at everything instead of keeping counters, under a lock that no change of a
/// repository overlaps; what is younger than a grace time stays, since an image arrives blob by blob and its manifest
/// last. Killed in the middle it has removed some of what it would have.
public final class Garbage {
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final RegistryStorage storage;
    private final Uploads uploads;
    private final InstantSource clock;

    /// @param clock to be compared with times of files
    public Garbage(RegistryStorage storage, Uploads uploads, InstantSource clock) {
        this.storage = storage;
        this.uploads = uploads;
        this.clock = clock;
    }

    /// What to collect.
    ///
    /// @param grace younger blobs and manifests stay
    /// @param untagged also manifests that no tag, index or subject leads to
    /// @param dry only look
    public record Wish(Duration grace, boolean untagged, boolean dry) {}

    /// What a collection did, or would do.
    ///
    /// @param manifests removed from repositories
    /// @param blobs removed altogether
    /// @param bytes their size
    /// @param uploads given up
    /// @param damaged manifests that cannot be read; their repositories keep all they have
    public record Collected(
            int manifests, List<Digest> blobs, long bytes, int uploads, List<String> damaged) {}

    /// Collects.
    ///
    /// @throws JongException CONFLICT when the storage is changed all the time for half a minute
    public Collected collect(Wish wish) {
        int expired = wish.dry() ? 0 : uploads.expire(Uploads.REST);
        try (Hold _ = lock()) {
            return sweep(wish, expired);
        }
    }

    private Hold lock() {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Optional<Hold> free = storage.leases().trySweep();
            if (free.isPresent()) {
                return free.get();
            }
            if (System.nanoTime() - until > 0) {
                throw JongException.of(
                                ErrorKind.CONFLICT,
                                "the registry's storage is in use without a pause")
                        .hint("try again when fewer images are pushed");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw JongException.of(ErrorKind.CANCELLED, "interrupted").causedBy(e);
            }
        }
    }

    private Collected sweep(Wish wish, int expired) {
        Instant young = clock.instant().minus(wish.grace());
        Set<Digest> kept = new HashSet<>();
        List<String> damaged = new ArrayList<>();
        int manifests = 0;
        for (Repository repository : storage.repositories()) {
            manifests += sweep(repository, wish, young, kept, damaged);
        }
        List<Digest> removed = new ArrayList<>();
        long bytes = 0;
        for (Digest blob : storage.content().list()) {
            if (!kept.contains(blob)) {
                bytes += storage.content().size(blob).orElse(0);
                removed.add(blob);
                if (!wish.dry()) {
                    storage.content().remove(blob);
                }
            }
        }
        return new Collected(manifests, removed, bytes, expired, damaged);
    }

    /// One repository: forgets what it does not need, and notes what stays.
    private int sweep(
            Repository repository,
            Wish wish,
            Instant young,
            Set<Digest> kept,
            List<String> damaged) {
        Map<Digest, Needs> all = new HashMap<>();
        boolean whole = true;
        for (Digest digest : repository.manifests()) {
            Needs needs = needs(digest);
            all.put(digest, needs);
            if (needs.damaged()) {
                whole = false;
                damaged.add(repository.name() + "@" + digest);
            }
        }
        Set<Digest> staying = new HashSet<>(all.keySet());
        if (wish.untagged() && whole) {
            staying.retainAll(reachable(repository, all, young));
        }
        Set<Digest> blobs = new HashSet<>();
        staying.forEach(digest -> blobs.addAll(all.getOrDefault(digest, Needs.NOTHING).blobs()));
        for (Digest blob : repository.blobs()) {
            if (!whole || blobs.contains(blob) || isYoung(repository.linked(blob), young)) {
                kept.add(blob);
            } else if (!wish.dry()) {
                repository.unlinkBlob(blob);
            }
        }
        kept.addAll(staying);
        int gone = 0;
        for (Digest digest : all.keySet()) {
            gone += staying.contains(digest) ? 0 : 1;
            if (!staying.contains(digest) && !wish.dry()) {
                repository.removeManifest(digest);
            }
        }
        if (!wish.dry()) {
            repository.tidyReferrers();
            repository.removeIfEmpty();
        }
        return gone;
    }

    /// What tags lead to, through indexes, and what is about those manifests, and about these in turn.
    private static Set<Digest> reachable(
            Repository repository, Map<Digest, Needs> all, Instant young) {
        Deque<Digest> open = new ArrayDeque<>();
        for (String tag : repository.tags()) {
            repository.tag(tag).ifPresent(open::add);
        }
        Map<Digest, List<Digest>> about = new HashMap<>();
        all.forEach((digest, needs) -> {
            if (isYoung(repository.stored(digest), young)) {
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
                open.addAll(all.getOrDefault(next, Needs.NOTHING).manifests());
                open.addAll(about.getOrDefault(next, List.of()));
            }
        }
        return found;
    }

    /// What a manifest leads to.
    private record Needs(
            Set<Digest> blobs, Set<Digest> manifests, Optional<Digest> subject, boolean damaged) {
        static final Needs NOTHING = new Needs(Set.of(), Set.of(), Optional.empty(), false);
    }

    private Needs needs(Digest digest) {
        try {
            byte[] bytes = storage.content().read(digest);
            Set<Digest> blobs = new HashSet<>();
            Set<Digest> manifests = new HashSet<>();
            switch (Document.parse(bytes)) {
                case Manifest manifest -> {
                    blobs.add(manifest.config().digest());
                    manifest.layers().forEach(layer -> blobs.add(layer.digest()));
                }
                case Index index -> {
                    for (Descriptor entry : index.manifests()) {
                        manifests.add(entry.digest());
                        blobs.add(entry.digest());
                    }
                }
            }
            Optional<Digest> subject =
                    Optional.of(JsonParser.parseObject(bytes).object("subject").text("digest"))
                            .filter(text -> !text.isEmpty())
                            .map(Digest::parse);
            return new Needs(blobs, manifests, subject, false);
        } catch (JongException e) {
            return new Needs(Set.of(), Set.of(), Optional.empty(), true);
        }
    }

    private static boolean isYoung(FileTime time, Instant young) {
        return time.toInstant().isAfter(young);
    }
}
