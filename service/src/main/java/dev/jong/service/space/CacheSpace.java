package dev.jong.service.space;

import dev.jong.build.cache.CacheRow;
import java.util.List;

/// What the build cache takes. What images hold too is theirs.
public final class CacheSpace {
    private CacheSpace() {}

    /// The line of the summary.
    public static DiskUse.Sum sum(List<CacheRow> rows) {
        long active = 0;
        long bytes = 0;
        long reclaimable = 0;
        for (CacheRow row : rows) {
            active += row.inUse() ? 1 : 0;
            bytes += row.shared() ? 0 : row.bytes();
            reclaimable += row.shared() || row.inUse() ? 0 : row.bytes();
        }
        return new DiskUse.Sum(rows.size(), active, bytes, reclaimable);
    }
}
