package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// `rm`.
public final class RemoveContainer {
    private final Containers containers;
    private final SignalContainer signals;
    private final LeftoverCgroups cgroups;

    /// @param signals ends a running one when that is forced
    /// @param cgroups of containers whose monitor was killed
    public RemoveContainer(
            Containers containers, SignalContainer signals, LeftoverCgroups cgroups) {
        this.containers = containers;
        this.signals = signals;
        this.cgroups = cgroups;
    }

    /// Removes a container.
    ///
    /// @param force kill it first when it runs
    /// @throws JongException PRECONDITION when it runs and is not to be killed
    public void remove(ContainerRecord record, boolean force, Front front) {
        if (containers.status(record) instanceof Status.Running) {
            if (!force) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot remove container "
                                        + record.name()
                                        + ": container is running")
                        .hint("stop it first (jong stop " + record.name() + "), or use --force");
            }
            signals.stop(record, "KILL", -1, front);
        }
        cgroups.remove(record.id());
        containers.remove(record.id(), record.name());
    }

    /// Behind a monitor: removes a container that was made with `--rm` and has ended. Anything else is left alone.
    public void cleanUp(String id) {
        containers
                .load(id)
                .filter(record ->
                        record.remove() && !(containers.status(record) instanceof Status.Running))
                .ifPresent(record -> containers.remove(record.id(), record.name()));
    }
}
