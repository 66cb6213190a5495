package dev.jong.service.volume;

import dev.jong.service.container.ContainerVolumes;
import dev.jong.service.container.Containers;
import dev.jong.service.container.TreeSize;
import dev.jong.service.space.DiskUse;
import dev.jong.store.volume.Volume;
import java.util.ArrayList;
import java.util.List;

/// What the volumes of a store take, for `system df`.
public final class VolumeSpace {
    private final Containers containers;

    /// @param containers those that use volumes
    public VolumeSpace(Containers containers) {
        this.containers = containers;
    }

    /// One volume.
    ///
    /// @param users how many containers use it
    /// @param bytes what is in it
    public record Use(String name, int users, long bytes) {}

    /// All volumes by name.
    public List<Use> uses() {
        containers.ids();
        ContainerVolumes all = containers.volumes();
        ContainerVolumes.Users users = all.users();
        List<Use> out = new ArrayList<>();
        for (Volume volume : all.volumes().all()) {
            long bytes = new TreeSize().add(all.volumes().folder(volume.name()).data()).bytes();
            out.add(new Use(volume.name().text(), users.of(volume.name()).size(), bytes));
        }
        return out;
    }

    /// Their sum.
    public static DiskUse.Sum sum(List<Use> uses) {
        long active = 0;
        long bytes = 0;
        long reclaimable = 0;
        for (Use use : uses) {
            active += use.users() > 0 ? 1 : 0;
            bytes += use.bytes();
            reclaimable += use.users() > 0 ? 0 : use.bytes();
        }
        return new DiskUse.Sum(uses.size(), active, bytes, reclaimable);
    }
}
