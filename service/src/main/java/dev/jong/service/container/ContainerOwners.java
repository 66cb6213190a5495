package dev.jong.service.container;

import dev.jong.runtime.spec.IdMap;
import dev.jong.store.snapshot.OwnerMap;
import java.util.List;

/// Owners of files in a container with ids of its own, and the same as the engine sees them.
public final class ContainerOwners implements OwnerMap {
    /// What the kernel calls owners that a user namespace has no id for.
    private static final int NOBODY = 65_534;

    private final IdMap map;
    private final Way way;

    private enum Way {
        INSIDE,
        OUTSIDE,
        OUTSIDE_ONLY
    }

    private ContainerOwners(IdMap map, Way way) {
        this.map = map;
        this.way = way;
    }

    /// From what the engine sees to what the container sees, which is nobody for ids that it lacks. Back, ids that it
    /// lacks are [OwnerMap#NONE].
    public static OwnerMap inside(IdMap map) {
        return new ContainerOwners(map, Way.INSIDE);
    }

    /// From those of an image to what the engine has to give to files; ids that the container lacks stay what they are,
    /// which is nobody there.
    static OwnerMap outside(IdMap map) {
        return new ContainerOwners(map, Way.OUTSIDE);
    }

    @Override
    public int uid(int uid) {
        return find(map.uids(), uid);
    }

    @Override
    public int gid(int gid) {
        return find(map.gids(), gid);
    }

    @Override
    public OwnerMap back() {
        return new ContainerOwners(map, way == Way.INSIDE ? Way.OUTSIDE_ONLY : Way.INSIDE);
    }

    private int find(List<IdMap.Range> ranges, int id) {
        long unsigned = Integer.toUnsignedLong(id);
        long found =
                way == Way.INSIDE
                        ? IdMap.inside(ranges, unsigned)
                        : IdMap.outside(ranges, unsigned);
        if (found >= 0) {
            return (int) found;
        }
        return switch (way) {
            case INSIDE -> NOBODY;
            case OUTSIDE -> id;
            case OUTSIDE_ONLY -> NONE;
        };
    }
}
