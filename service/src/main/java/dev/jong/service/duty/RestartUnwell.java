package dev.jong.service.duty;

import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.Health;
import dev.jong.service.container.Restarts;
import dev.jong.service.container.SignalContainer;
import dev.jong.service.container.StartContainer;
import dev.jong.service.container.Status;
import java.util.Optional;

/// Stops and starts a container that is unhealthy. May be begun anew at any point: that it was stopped for this is written
/// down before.
public final class RestartUnwell {
    private final Containers containers;
    private final StartContainer start;
    private final SignalContainer signals;

    /// @param start launches it
    /// @param signals stop it
    public RestartUnwell(Containers containers, StartContainer start, SignalContainer signals) {
        this.containers = containers;
        this.start = start;
        this.signals = signals;
    }

    /// Restarts it, unless it is well again or somebody else has restarted or stopped it.
    public void run(String id, Front front) {
        Restarts restarts = Restarts.of(containers, id);
        Optional<ContainerRecord> record = containers.load(id);
        if (record.isPresent() && isWanted(record.get(), restarts)) {
            restarts.unwell();
            start.restart(
                    record.get(),
                    () -> signals.stop(record.get(), "", record.get().stopTimeout(), front),
                    front);
        }
        restarts.wellAgain();
    }

    private boolean isWanted(ContainerRecord record, Restarts restarts) {
        Status status = containers.status(record);
        return status instanceof Status.Running
                ? Health.of(containers, record, status)
                        .filter(health -> health.status().equals("unhealthy"))
                        .isPresent()
                : restarts.isUnwell();
    }
}
