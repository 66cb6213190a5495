package dev.jong.build.cache;

import dev.jong.image.Sweeper;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.store.Store;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Makes the build cache smaller: what was used longest ago goes first, and never what a running build uses.
public final class PruneCache {
    private static final long MOST = 20L << 30;
    private static final int PART_OF_DISK = 10;

    private final Store store;
    private final CacheUse use;
    private final Sweeper sweeper;
    private final Supplier<Set<Digest>> used;
    private final Syscalls kernel;

    /// @param used what containers need
    public PruneCache(
            Store store, UnpackedLayers layers, Syscalls kernel, Supplier<Set<Digest>> used) {
        this.store = store;
        this.kernel = kernel;
        this.use = new CacheUse(store, layers, kernel);
        this.sweeper = new Sweeper(store, layers);
        this.used = used;
    }

    /// What is wanted.
    ///
    /// @param all also what images hold too, which frees nothing
    /// @param filter what may go
    /// @param before only what was last used before
    /// @param most bytes that may stay: as long as more are there, more goes. 0: all goes that may
    /// @param reserved bytes that stay in any case
    /// @param free bytes that are to be free on the disk; 0 for any
    public record Wishes(
            boolean all,
            Predicate<CacheRow> filter,
            Instant before,
            long most,
            long reserved,
            long free) {
        /// Everything that is not in use.
        public static final Wishes EVERYTHING = new Wishes(true, row -> true, Instant.MAX, 0, 0, 0);
    }

    /// What went.
    ///
    /// @param bytes that were freed, or will be when others at work have ended
    public record Pruned(List<CacheRow> rows, long bytes) {
        public Pruned {
            rows = List.copyOf(rows);
        }
    }

    /// Prunes.
    public Pruned run(Wishes wishes) {
        List<CacheRow> rows = use.rows();
        long held = rows.stream().filter(row -> !row.shared()).mapToLong(CacheRow::bytes).sum();
        long most = Math.max(wishes.reserved(), most(wishes, held));
        List<CacheRow> gone = new ArrayList<>();
        long freed = 0;
        boolean toLimit = wishes.most() > 0 || wishes.reserved() > 0 || wishes.free() > 0;
        for (CacheRow row : rows.reversed()) {
            if (toLimit && held - freed <= most) {
                break;
            }
            boolean may =
                    row.reclaimable()
                            && (wishes.all() || !row.shared())
                            && row.touched().isBefore(wishes.before())
                            && wishes.filter().test(row);
            if (may && remove(row)) {
                gone.add(row);
                freed += row.shared() ? 0 : row.bytes();
            }
        }
        if (!gone.isEmpty()) {
            sweeper.sweep(used);
        }
        return new Pruned(gone, freed);
    }

    private long most(Wishes wishes, long held) {
        long most = wishes.most();
        if (wishes.free() > 0) {
            long lacking = Math.max(0, wishes.free() - usable());
            long stays = Math.max(0, held - lacking);
            most = most > 0 ? Math.min(most, stays) : stays;
        }
        return most;
    }

    private boolean remove(CacheRow row) {
        if (row.key().isPresent()) {
            store.leases().wantSweep();
            new StepRecords(store.root()).remove(row.key().get());
            return true;
        }
        return new MountFolders(store.root(), kernel).remove(row.id());
    }

    /// Keeps the cache below a limit.
    ///
    /// @param most bytes; see [#usualLimit]. 0 is no limit
    public Pruned bound(long most) {
        if (most == 0) {
            return new Pruned(List.of(), 0);
        }
        return run(new Wishes(false, row -> true, Instant.MAX, most, 0, 0));
    }

    /// Bytes that the cache may take when nobody says otherwise: a tenth of the disk, at most 20 GiB.
    public long usualLimit() {
        try {
            long disk = Files.getFileStore(store.root()).getTotalSpace();
            return Math.min(MOST, disk / PART_OF_DISK);
        } catch (IOException e) {
            throw DiskFailure.of(e, "ask for the size of the disk", store.root());
        }
    }

    private long usable() {
        try {
            return Files.getFileStore(store.root()).getUsableSpace();
        } catch (IOException e) {
            throw DiskFailure.of(e, "ask for free space", store.root());
        }
    }
}
