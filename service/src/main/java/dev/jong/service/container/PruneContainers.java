package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.service.space.PruneFilters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `container prune`: removes every container that does not run.
public final class PruneContainers {
    private final Containers containers;
    private final ContainerSizes sizes;
    private final LeftoverCgroups cgroups;

    /// @param cgroups of containers whose monitor was killed
    public PruneContainers(Containers containers, LeftoverCgroups cgroups) {
        this.containers = containers;
        this.sizes = new ContainerSizes(containers);
        this.cgroups = cgroups;
    }

    /// What was done.
    ///
    /// @param deleted ids
    /// @param bytes what they had written
    /// @param failed why others stayed that should have gone
    public record Pruned(List<String> deleted, long bytes, List<JongException> failed) {
        public Pruned {
            deleted = List.copyOf(deleted);
            failed = List.copyOf(failed);
        }
    }

    /// Removes those that fulfil the conditions. One that can't be removed keeps no other; one whose record is damaged
    /// is the user's to decide on.
    public Pruned run(PruneFilters filters) {
        List<String> deleted = new ArrayList<>();
        List<JongException> failed = new ArrayList<>();
        long bytes = 0;
        for (ContainerRecord record : containers.all()) {
            try {
                Instant created = Instant.ofEpochSecond(0, record.created());
                if (filters.accept(created, record.labels())) {
                    record.readable();
                    long size = sizes.of(record.id());
                    if (remove(record)) {
                        deleted.add(record.id());
                        bytes += size;
                    }
                }
            } catch (JongException e) {
                failed.add(e);
            }
        }
        containers.story().tellAll("prune", bytes);
        containers.emptyTrash();
        return new Pruned(deleted, bytes, failed);
    }

    /// Somebody who is about to start it has its lock, and keeps it.
    private boolean remove(ContainerRecord record) {
        if (containers.status(record) instanceof Status.Running
                || Restarts.isWaiting(containers, record)) {
            return false;
        }
        Optional<StartLock> lock = containers.startLock(record.id());
        if (lock.isEmpty()) {
            return false;
        }
        try (StartLock _ = lock.get()) {
            if (containers.status(record) instanceof Status.Running) {
                return false;
            }
            Restarts.clear(containers, record);
            cgroups.remove(record.id());
            containers.removeButVolumes(record.id(), record.name());
            return true;
        }
    }
}
