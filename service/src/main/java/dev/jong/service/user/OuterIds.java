package dev.jong.service.user;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.spec.IdMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.PRECONDITION, "cannot read " + file + ": " + e.getMessage())
                    .causedBy(e);
        }
    }
}
