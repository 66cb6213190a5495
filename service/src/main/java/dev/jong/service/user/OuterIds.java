package dev.jong.service.user;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.IdMap;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/// The ids of the engine's user namespace, and the host's ids behind them.
///
/// @param uids `inside` is as the engine sees them, `outside` as the host does
/// @param gids the same
public record OuterIds(List<IdMap.Range> uids, List<IdMap.Range> gids) {
    public OuterIds {
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
    }

    /// The kernel takes 340 lines.
    private static final int LONGEST = 64 << 10;

    /// Those of this process.
    public static OuterIds read() {
        return new OuterIds(parse(text("/proc/self/uid_map")), parse(text("/proc/self/gid_map")));
    }

    /// How many users there are, counted from 0 without a gap.
    public long uidCount() {
        return count(uids);
    }

    /// The same for groups.
    public long gidCount() {
        return count(gids);
    }

    private static long count(List<IdMap.Range> ranges) {
        long count = 0;
        for (IdMap.Range range : ranges) {
            count = range.inside() == count ? count + range.count() : count;
        }
        return count;
    }

    /// The lines of a map of the kernel.
    static List<IdMap.Range> parse(String map) {
        List<IdMap.Range> out = new ArrayList<>();
        for (String line : map.split("\n")) {
            StringTokenizer words = new StringTokenizer(line);
            if (words.countTokens() == 3) {
                out.add(
                        new IdMap.Range(
                                Long.parseLong(words.nextToken()),
                                Long.parseLong(words.nextToken()),
                                Long.parseLong(words.nextToken())));
            }
        }
        return out;
    }

    private static String text(String file) {
        return SmallFile.read(Path.of(file), LONGEST)
                .map(Text::of)
                .orElseThrow(() ->
                        JongException.of(
                                ErrorKind.PRECONDITION, "cannot read " + file + ": it is missing"));
    }
}
