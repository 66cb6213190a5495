package dev.jong.service.volume;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.ContainerVolumes;
import dev.jong.service.container.Containers;
import dev.jong.service.container.TreeSize;
import dev.jong.service.space.PruneFilters;
import dev.jong.store.event.Event;
import dev.jong.store.lease.Hold;
import dev.jong.store.volume.Volume;
import dev.jong.store.volume.VolumeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `volume rm` and `volume prune`: what a container uses stays, whether it runs or not.
public final class RemoveVolumes {
    private final Containers containers;

    /// @param containers those that use volumes
    public RemoveVolumes(Containers containers) {
        this.containers = containers;
    }

    /// Removes one volume.
    ///
    /// @param force do nothing when there is none
    /// @throws JongException NOT_FOUND without such a volume, CONFLICT when a container uses it
    public void remove(String name, boolean force) {
        containers.ids();
        if (force && VolumeName.isName(name) && !exists(new VolumeName(name))) {
            return;
        }
        Volume volume = new ListVolumes(containers).find(name);
        ContainerVolumes uses = containers.volumes();
        try (Hold _ = uses.volumes().lock()) {
            List<String> users = uses.users().of(volume.name());
            if (!users.isEmpty()) {
                throw used(volume, users);
            }
            uses.volumes().remove(volume.name());
        }
        tell("destroy", volume);
        containers.emptyTrash();
    }

    private boolean exists(VolumeName name) {
        return containers.volumes().volumes().find(name).isPresent();
    }

    private static JongException used(Volume volume, List<String> users) {
        List<String> shortened = users.stream().map(RemoveVolumes::shortened).sorted().toList();
        return JongException.of(
                        ErrorKind.CONFLICT,
                        "cannot remove volume "
                                + volume.name()
                                + ": volume is in use by container "
                                + String.join(", ", shortened))
                .hint("remove what uses it first: jong rm " + String.join(" ", shortened));
    }

    private static String shortened(String id) {
        return id.length() > 12 ? id.substring(0, 12) : id;
    }

    /// What was done.
    ///
    /// @param deleted names
    /// @param bytes what was in them
    public record Pruned(List<String> deleted, long bytes) {}

    /// Removes the volumes that no container uses.
    ///
    /// @param all those with names of the user's too
    public Pruned prune(boolean all, PruneFilters filters) {
        containers.ids();
        ContainerVolumes uses = containers.volumes();
        List<String> deleted = new ArrayList<>();
        long bytes = 0;
        for (Volume volume : uses.volumes().all()) {
            Instant created = Instant.ofEpochSecond(0, volume.created());
            if ((!all && !volume.anonymous()) || !filters.accept(created, volume.labels())) {
                continue;
            }
            try (Hold _ = uses.volumes().lock()) {
                if (uses.users().of(volume.name()).isEmpty()) {
                    bytes += size(volume);
                    uses.volumes().remove(volume.name());
                    deleted.add(volume.name().text());
                    tell("destroy", volume);
                }
            }
        }
        containers
                .story()
                .journal()
                .append(
                        Event.now(
                                "volume", "prune", "", Map.of("reclaimed", Long.toString(bytes))));
        containers.emptyTrash();
        return new Pruned(deleted, bytes);
    }

    private void tell(String action, Volume volume) {
        containers.story().journal().append(Event.volume(action, volume.name().text()));
    }

    private long size(Volume volume) {
        return new TreeSize()
                .add(containers.volumes().volumes().folder(volume.name()).data())
                .bytes();
    }
}
