package dev.jong.service.user;

import dev.jong.base.json.Json;
import dev.jong.runtime.spec.IdMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which ids inside a container are which of the host.
///
/// @param uids ordered by the id inside, without overlaps
/// @param gids the same
public record WhoIsWho(List<Row> uids, List<Row> gids) {
    public WhoIsWho {
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
    }

    /// Ids one after another that are of one kind.
    ///
    /// @param inside the first as the container sees it
    /// @param host the first on the host
    /// @param who in words; may be empty
    public record Row(long inside, long host, long count, String who) {
        Json json() {
            return Json.object()
                    .put("Inside", inside)
                    .put("Host", host)
                    .put("Count", count)
                    .put("Who", who)
                    .build();
        }
    }

    /// Puts the container's map and the engine's together.
    ///
    /// @param map of the container's own user namespace; both lists empty where it has none
    /// @param outer of the engine
    /// @param uid the caller's on the host, and `gid`
    public static WhoIsWho of(IdMap map, OuterIds outer, int uid, int gid) {
        return new WhoIsWho(
                rows(map.uids(), outer.uids(), uid, "you", "root"),
                rows(map.gids(), outer.gids(), gid, "your group", "group root"));
    }

    private static List<Row> rows(
            List<IdMap.Range> map, List<IdMap.Range> outer, int own, String you, String root) {
        List<Row> out = new ArrayList<>();
        for (IdMap.Range part : map.isEmpty() ? seen(outer) : map) {
            for (IdMap.Range behind : outer) {
                long from = Math.max(part.outside(), behind.inside());
                long to = Math.min(part.outside() + part.count(), behind.inside() + behind.count());
                if (from < to) {
                    split(
                            new IdMap.Range(
                                    part.inside() + from - part.outside(),
                                    behind.outside() + from - behind.inside(),
                                    to - from),
                            own,
                            you,
                            root,
                            out);
                }
            }
        }
        out.sort(Comparator.comparingLong(Row::inside));
        return out;
    }

    /// All that the engine has, as it has it.
    private static List<IdMap.Range> seen(List<IdMap.Range> outer) {
        List<IdMap.Range> out = new ArrayList<>();
        for (IdMap.Range range : outer) {
            out.add(new IdMap.Range(range.inside(), range.inside(), range.count()));
        }
        return out;
    }

    /// Takes out those that are somebody.
    private static void split(IdMap.Range range, int own, String you, String root, List<Row> out) {
        long from = 0;
        List<Long> special = new ArrayList<>();
        special.add(-range.inside()); // Root inside.
        special.add(-range.outside()); // Root of the host.
        special.add(own - range.outside());
        special.sort(Comparator.naturalOrder());
        for (long at : special) {
            if (at >= from && at < range.count()) {
                add(range, from, at - from, "", out);
                add(range, at, 1, who(range, at, own, you, root), out);
                from = at + 1;
            }
        }
        add(range, from, range.count() - from, "", out);
    }

    private static String who(IdMap.Range range, long at, int own, String you, String root) {
        List<String> words = new ArrayList<>();
        if (range.inside() + at == 0) {
            words.add(root + " in the container");
        }
        if (range.outside() + at == own) {
            words.add(you);
        }
        if (range.outside() + at == 0) {
            words.add(root + " of the host");
        }
        return String.join(", ", words);
    }

    private static void add(IdMap.Range range, long from, long count, String who, List<Row> out) {
        if (count > 0) {
            out.add(new Row(range.inside() + from, range.outside() + from, count, who));
        }
    }

    /// The host's user behind one of the container; -1 when there is none.
    public long hostUid(long inside) {
        return host(uids, inside);
    }

    /// The same for groups.
    public long hostGid(long inside) {
        return host(gids, inside);
    }

    private static long host(List<Row> rows, long inside) {
        for (Row row : rows) {
            if (inside >= row.inside && inside < row.inside + row.count) {
                return row.host + inside - row.inside;
            }
        }
        return -1;
    }

    /// Both lists: `Users`, `Groups`.
    public Json.Obj json() {
        return Json.object()
                .put("Users", new Json.Arr(uids.stream().map(Row::json).toList()))
                .put("Groups", new Json.Arr(gids.stream().map(Row::json).toList()))
                .build();
    }

    /// A table for people.
    public String text() {
        StringBuilder out = new StringBuilder();
        table("USER INSIDE", uids, out);
        out.append('\n');
        table("GROUP INSIDE", gids, out);
        return out.toString();
    }

    private static void table(String title, List<Row> rows, StringBuilder out) {
        line(title, "ON THE HOST", "", out);
        for (Row row : rows) {
            line(ids(row.inside, row.count), ids(row.host, row.count), row.who, out);
        }
        line("65534", "all others", "nobody in the container", out);
    }

    private static String ids(long first, long count) {
        return count == 1 ? Long.toString(first) : first + "-" + (first + count - 1);
    }

    private static void line(String inside, String host, String who, StringBuilder out) {
        String begin = inside + " ".repeat(Math.max(2, 24 - inside.length())) + host;
        out.append(begin);
        if (!who.isEmpty()) {
            out.append(" ".repeat(Math.max(2, 48 - begin.length()))).append(who);
        }
        out.append('\n');
    }
}
