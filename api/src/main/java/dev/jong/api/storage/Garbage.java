package dev.jong.api.storage;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import dev.jong.store.lease.Hold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
            RepositorySweep sweep =
                    new RepositorySweep(storage, repository, young, wish.untagged());
            sweep.damaged().forEach(digest -> damaged.add(repository.name() + "@" + digest));
            kept.addAll(sweep.kept());
            manifests += sweep.superfluous();
            if (!wish.dry()) {
                sweep.apply();
            }
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
}
