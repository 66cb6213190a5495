package dev.jong.service.live;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Frozen;
import dev.jong.service.container.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// `pause` and `unpause`: stops all processes of a container where they are, by the freezer of cgroups.
public final class FreezeContainer {
    private final Containers containers;
    private final ContainerGroups groups;

    /// The containers of one store.
    public FreezeContainer(Containers containers, ContainerGroups groups) {
        this.containers = containers;
        this.groups = groups;
    }

    /// Whether a container is paused.
    public boolean isPaused(ContainerRecord record) {
        return Frozen.is(groups.host(), record.id());
    }

    /// Pauses it.
    ///
    /// @throws JongException PRECONDITION when it does not run, or the host has no freezer for this user; CONFLICT when it
    ///     is paused already
    public void pause(ContainerRecord record) {
        requireRunning(record);
        if (isPaused(record)) {
            throw JongException.of(
                    ErrorKind.CONFLICT, "container " + record.name() + " is already paused");
        }
        try {
            required(record).freeze();
        } catch (IOException e) {
            thaw(record);
            throw failed("pause", record, e);
        }
        containers.story().tell(record, "pause");
    }

    /// Lets it go on.
    ///
    /// @throws JongException PRECONDITION when it is not paused
    public void resume(ContainerRecord record) {
        requireRunning(record);
        if (!isPaused(record)) {
            throw JongException.of(
                    ErrorKind.PRECONDITION, "container " + record.name() + " is not paused");
        }
        thaw(record);
        containers.story().tell(record, "unpause");
    }

    /// The same for one that may be gone meanwhile, or was never paused: a signal reaches nobody who is frozen.
    public void thaw(ContainerRecord record) {
        try {
            Optional<Freezer> freezer = freezer(record);
            if (freezer.isPresent()) {
                freezer.get().thaw();
            }
        } catch (IOException e) {
            if (containers.status(record) instanceof Status.Running) {
                throw failed("unpause", record, e);
            }
        }
    }

    /// @throws JongException PRECONDITION when nothing can stop it
    private Freezer required(ContainerRecord record) {
        if (groups.host() instanceof Cgroups.None none) {
            throw refused(record, none.why());
        }
        if (groups.processes(record.id()).isEmpty()) {
            throw refused(record, "it has no cgroup");
        }
        return freezer(record)
                .orElseThrow(() -> refused(record, "the host has no freezer of cgroups"));
    }

    private Optional<Freezer> freezer(ContainerRecord record) {
        return switch (groups.host()) {
            case Cgroups.None none -> Optional.empty();
            case Cgroups.Unified v2 -> groups.of("", record.id()).map(UnifiedFreezer::new);
            case Cgroups.Split v1 ->
                    Optional.ofNullable(v1.controllers().get("freezer"))
                            .map(mount -> Path.of(mount, "jong", record.id()))
                            .map(group ->
                                    new SplitFreezer(group, () -> groups.processes(record.id())));
        };
    }

    private void requireRunning(ContainerRecord record) {
        if (!(containers.status(record) instanceof Status.Running)) {
            throw JongException.of(
                    ErrorKind.PRECONDITION, "container " + record.name() + " is not running");
        }
    }

    private static JongException refused(ContainerRecord record, String why) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "container " + record.name() + " can't be paused: " + why)
                .hint("as root, or with a delegated cgroup v2, it can (jong doctor)");
    }

    private static JongException failed(String verb, ContainerRecord record, IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot " + verb + " container " + record.name() + ": " + e.getMessage())
                .causedBy(e);
    }
}
