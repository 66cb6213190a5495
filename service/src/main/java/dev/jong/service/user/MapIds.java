package dev.jong.service.user;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.spec.IdMap;
import java.util.ArrayList;
import java.util.List;

/// Makes the map of a container's ids out of what was asked for and what there is.
public final class MapIds {
    /// What root's ranges are taken from where nobody set some apart for `containers`: above all that systems usually give
    /// out, below what does not fit into a signed number.
    private static final IdMap.Range ROOTS = new IdMap.Range(0, 1L << 30, 1L << 30);

    private static final String OWNER = "containers";
    private static final long SIZE_OF_ROOT = 65_536;
    private static final long SIZE = 1_024;

    private final OuterIds outer;
    private final IdPool pool;
    private final SubordinateIds users;
    private final SubordinateIds groups;

    /// @param outer what the engine has
    /// @param pool where ranges for `auto` come from
    /// @param users the ranges of users that the host gives out
    /// @param groups the same of groups
    public MapIds(OuterIds outer, IdPool pool, SubordinateIds users, SubordinateIds groups) {
        this.outer = outer;
        this.pool = pool;
        this.users = users;
        this.groups = groups;
    }

    /// Who asks.
    ///
    /// @param container for whom
    /// @param uid the caller's on the host, and `gid`
    /// @param root the engine has all of the host's ids
    /// @param wanted the highest id that is needed for sure
    public record Asker(String container, int uid, int gid, boolean root, long wanted) {}

    /// The map.
    ///
    /// @throws JongException when it can't be had
    public IdMap map(UserNamespace asked, Asker asker) {
        IdMap map =
                switch (asked) {
                    case UserNamespace.KeepId keep -> keep(keep, asker);
                    case UserNamespace.Auto auto -> auto(auto, asker);
                    case UserNamespace.NoMap none -> nomap(asker);
                    case UserNamespace.Mapped mapped -> mapped(mapped, asker);
                };
        check(map.uids(), outer.uids(), "uid");
        check(map.gids(), outer.gids(), "gid");
        return map;
    }

    private IdMap keep(UserNamespace.KeepId keep, Asker asker) {
        refuseRoot(asker, "keep-id");
        return new IdMap(
                kept(keep.uid().orElse(asker.uid()), outer.uidCount()),
                kept(keep.gid().orElse(asker.gid()), outer.gidCount()));
    }

    /// The engine sees the caller as 0 and the caller's ranges behind that.
    private static List<IdMap.Range> kept(long own, long count) {
        List<IdMap.Range> out = new ArrayList<>();
        long below = Math.min(own, count - 1);
        add(out, 0, 1, below);
        add(out, own, 0, 1);
        add(out, own + 1, below + 1, count - 1 - below);
        return out;
    }

    private IdMap nomap(Asker asker) {
        refuseRoot(asker, "nomap");
        if (outer.uidCount() < 2 || outer.gidCount() < 2) {
            throw few("nomap");
        }
        return new IdMap(
                List.of(new IdMap.Range(0, 1, outer.uidCount() - 1)),
                List.of(new IdMap.Range(0, 1, outer.gidCount() - 1)));
    }

    private IdMap auto(UserNamespace.Auto auto, Asker asker) {
        long size =
                auto.size()
                        .orElse(asker.root() ? SIZE_OF_ROOT : Math.max(SIZE, asker.wanted() + 1));
        IdMap.Range range;
        if (asker.root()) {
            List<IdMap.Range> set = users.of(OWNER);
            List<IdMap.Range> others = new ArrayList<>(groups.all());
            others.addAll(users.all());
            others.addAll(fixed(auto));
            range =
                    set.isEmpty()
                            ? pool.take(asker.container(), size, List.of(ROOTS), others)
                            : pool.take(asker.container(), size, set, fixed(auto));
        } else {
            long count = Math.min(outer.uidCount(), outer.gidCount());
            if (count < 2) {
                throw few("auto");
            }
            range =
                    pool.take(
                            asker.container(),
                            size,
                            List.of(new IdMap.Range(0, 1, count - 1)),
                            fixed(auto));
        }
        return new IdMap(around(range, auto.uids()), around(range, auto.gids()));
    }

    /// Ids outside that are given by name are not given by range.
    private static List<IdMap.Range> fixed(UserNamespace.Auto auto) {
        List<IdMap.Range> out = new ArrayList<>(auto.uids());
        out.addAll(auto.gids());
        return out;
    }

    /// A range, without the ids that were given to others by name.
    private static List<IdMap.Range> around(IdMap.Range range, List<IdMap.Range> fixed) {
        List<IdMap.Range> out = new ArrayList<>(fixed);
        List<IdMap.Range> sorted = new ArrayList<>(fixed);
        sorted.sort(java.util.Comparator.comparingLong(IdMap.Range::inside));
        long inside = 0;
        for (IdMap.Range hole : sorted) {
            long end = Math.min(hole.inside(), range.count());
            add(out, inside, range.outside() + inside, end - inside);
            inside = Math.max(inside, hole.inside() + hole.count());
        }
        add(out, inside, range.outside() + inside, range.count() - inside);
        return out;
    }

    private IdMap mapped(UserNamespace.Mapped mapped, Asker asker) {
        List<IdMap.Range> uids = mapped.uids();
        List<IdMap.Range> gids = mapped.gids();
        if (mapped.subUidName().isPresent() || mapped.subGidName().isPresent()) {
            if (!asker.root()) {
                throw JongException.of(
                                ErrorKind.UNSUPPORTED,
                                "only root can use ranges of somebody else (--subuidname, --subgidname)")
                        .hint("leave them out: your own ranges are used");
            }
            String user = mapped.subUidName().orElseGet(() -> mapped.subGidName().orElseThrow());
            uids = named(users, user);
            gids = named(groups, mapped.subGidName().orElse(user));
        }
        return new IdMap(uids.isEmpty() ? gids : uids, gids.isEmpty() ? uids : gids);
    }

    private static List<IdMap.Range> named(SubordinateIds ids, String name) {
        List<IdMap.Range> out = ids.of(name);
        if (out.isEmpty()) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    dev.jong.base.Text.printable(name) + " has no range in " + ids.file());
        }
        return out;
    }

    private static void add(List<IdMap.Range> out, long inside, long outside, long count) {
        if (count > 0) {
            out.add(new IdMap.Range(inside, outside, count));
        }
    }

    /// The kernel would say EINVAL or EPERM, and not which of them.
    private static void check(List<IdMap.Range> map, List<IdMap.Range> outer, String what) {
        for (int i = 0; i < map.size(); i++) {
            IdMap.Range one = map.get(i);
            boolean there =
                    IdMap.outside(outer, one.outside()) >= 0
                            && IdMap.outside(outer, one.outside() + one.count() - 1) >= 0;
            if (!there) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot map the "
                                        + what
                                        + "s "
                                        + shown(one)
                                        + ": not all of them are yours")
                        .hint("jong doctor says how many ids there are");
            }
            for (int j = 0; j < i; j++) {
                IdMap.Range other = map.get(j);
                if (overlap(one.inside(), other.inside(), one, other)
                        || overlap(one.outside(), other.outside(), one, other)) {
                    throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "the ranges of "
                                    + what
                                    + "s "
                                    + shown(other)
                                    + " and "
                                    + shown(one)
                                    + " overlap");
                }
            }
        }
    }

    private static boolean overlap(long a, long b, IdMap.Range one, IdMap.Range other) {
        return a < b + other.count() && b < a + one.count();
    }

    private static String shown(IdMap.Range range) {
        return range.inside() + ":" + range.outside() + ":" + range.count();
    }

    private static void refuseRoot(Asker asker, String mode) {
        if (asker.root()) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "--userns "
                                    + mode
                                    + " is for ordinary users: root has no range of its own")
                    .hint("use --userns auto, or --uidmap");
        }
    }

    private static JongException few(String mode) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "--userns " + mode + " needs a range of ids, and you have only one")
                .hint("jong doctor says how to get more ids");
    }
}
