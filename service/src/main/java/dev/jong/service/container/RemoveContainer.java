package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.Optional;

/// `rm`.
public final class RemoveContainer {
    /// Ten seconds of five milliseconds each.
    private static final int CLEAN_UP_ROUNDS = 2000;

    private final Containers containers;
    private final SignalContainer signals;
    private final LeftoverCgroups cgroups;
    private final Connector connector;

    /// @param signals ends a running one when that is forced
    /// @param cgroups of containers whose monitor was killed
    /// @param connector knows what they had of networks
    public RemoveContainer(
            Containers containers,
            SignalContainer signals,
            LeftoverCgroups cgroups,
            Connector connector) {
        this.connector = connector;
        this.containers = containers;
        this.signals = signals;
        this.cgroups = cgroups;
    }

    /// Removes a container.
    ///
    /// @param force kill it first when it runs
    /// @param volumes remove its anonymous volumes too; with `--rm` they always go
    /// @throws JongException PRECONDITION when it runs and is not to be killed
    public void remove(ContainerRecord record, boolean force, boolean volumes, Front front) {
        if (containers.status(record) instanceof Status.Running) {
            if (!force) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot remove container "
                                        + record.name()
                                        + ": container is running")
                        .hint("stop it first (jong stop " + record.name() + "), or use --force");
            }
            signals.killNow(record, front);
        } else if (Restarts.isWaiting(containers, record)) {
            if (!force) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot remove container "
                                        + record.name()
                                        + ": container is restarting: stop the container before removing or force remove")
                        .hint("stop it first (jong stop " + record.name() + "), or use --force");
            }
            signals.killNow(record, front);
        }
        Restarts.clear(containers, record);
        cgroups.remove(record.id());
        if (volumes || record.remove()) {
            containers.remove(record.id(), record.name());
        } else {
            containers.removeButVolumes(record.id(), record.name());
        }
        // Nobody can be starting it any more.
        connector.forget(record.id());
    }

    /// Behind a monitor: removes a container that was made with `--rm` and has ended. Anything else is left alone. Who is
    /// starting it again decides first; so does a `run` that has not quite ended itself.
    public void cleanUp(String id) {
        for (int i = 0; i < CLEAN_UP_ROUNDS && isOver(id); i++) {
            Optional<StartLock> lock = containers.startLock(id);
            if (lock.isPresent()) {
                try (StartLock _ = lock.get()) {
                    containers
                            .load(id)
                            .filter(record -> isOver(id))
                            .ifPresent(record -> {
                                cgroups.remove(record.id());
                                containers.remove(record.id(), record.name());
                                connector.forget(record.id());
                            });
                }
                return;
            }
            Moment.pass();
        }
    }

    private boolean isOver(String id) {
        return containers
                .load(id)
                .filter(record ->
                        record.remove() && !(containers.status(record) instanceof Status.Running))
                .isPresent();
    }
}
