package dev.jong.runtime.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// Which ids a container sees for which of those outside: of a user namespace of its own. What is outside is the
/// engine's user namespace, which is the host's for root.
///
/// @param uids ranges that do not overlap
/// @param gids the same for groups
public record IdMap(List<Range> uids, List<Range> gids) {
    private static final long UNMAPPED = -1;

    public IdMap {
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
    }

    /// Ids one after another.
    ///
    /// @param inside the first as the container sees it
    /// @param outside the first as the engine sees it
    /// @param count how many
    public record Range(long inside, long outside, long count) {
        boolean holds(long id) {
            return id >= inside && id - inside < count;
        }
    }

    /// Whether the container has this user.
    public boolean hasUid(long inside) {
        return outside(uids, inside) != UNMAPPED;
    }

    /// Whether the container has this group.
    public boolean hasGid(long inside) {
        return outside(gids, inside) != UNMAPPED;
    }

    /// The id outside, or -1 when it has none.
    public static long outside(List<Range> ranges, long inside) {
        for (Range range : ranges) {
            if (range.holds(inside)) {
                return range.outside() + inside - range.inside();
            }
        }
        return UNMAPPED;
    }

    /// The id inside, or -1 when the container has none for it.
    public static long inside(List<Range> ranges, long outside) {
        for (Range range : ranges) {
            if (outside >= range.outside() && outside - range.outside() < range.count()) {
                return range.inside() + outside - range.outside();
            }
        }
        return UNMAPPED;
    }

    /// How many groups the container has from 0 on, without a gap.
    public long firstGids() {
        long count = 0;
        for (boolean more = true; more; ) {
            long before = count;
            for (Range range : gids) {
                count = range.inside() == count ? count + range.count() : count;
            }
            more = count > before;
        }
        return Math.min(count, 1L << 31);
    }

    /// Who sets the container up inside of it: its root, or whoever there is.
    public int rootUid() {
        return hasUid(0) ? 0 : (int) uids.getFirst().inside();
    }

    /// The same for groups.
    public int rootGid() {
        return hasGid(0) ? 0 : (int) gids.getFirst().inside();
    }

    /// A name for files of these layers that belong to the ids of this map: 32 hexadecimal digits.
    ///
    /// @param layers names, topmost first
    public String nameFor(List<String> layers) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String all = lines(uids) + "/" + lines(gids) + "/" + String.join("/", layers);
            byte[] bytes = digest.digest(all.getBytes(StandardCharsets.ISO_8859_1));
            return Hex.of(bytes).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As `/proc/PID/uid_map` takes them.
    public static String lines(List<Range> ranges) {
        StringBuilder out = new StringBuilder();
        for (Range range : ranges) {
            out.append(range.inside()).append(' ').append(range.outside());
            out.append(' ').append(range.count()).append('\n');
        }
        return out.toString();
    }
}
