package dev.jong.service.duty;

import dev.jong.runtime.control.ControlPlans;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.SignalContainer;
import dev.jong.service.container.StartContainer;
import dev.jong.service.container.Status;

/// `--health-on-failure`: what is done with a container that is unhealthy.
public final class HealthAction {
    private static final int KILL = 9;

    private final Containers containers;
    private final SignalContainer signals;
    private final StartContainer start;
    private final ControlPlans plans;

    /// @param signals stops it
    /// @param start starts it again
    /// @param plans for this host
    public HealthAction(
            Containers containers,
            SignalContainer signals,
            StartContainer start,
            ControlPlans plans) {
        this.containers = containers;
        this.signals = signals;
        this.start = start;
        this.plans = plans;
    }

    /// Does it. A container that is killed may come back by its policy; one that is stopped does not.
    void take(String action, ContainerRecord record, Status.Running running, Front front) {
        switch (action) {
            case "kill" -> front.carryOut(plans.signal(running.pid(), running.startTime(), KILL));
            case "stop" -> stop(record, front);
            case "restart" -> {
                ContainerRecord now = containers.load(record.id()).orElse(record);
                start.restart(now, () -> stop(now, front), front);
            }
            default -> {}
        }
    }

    private void stop(ContainerRecord record, Front front) {
        signals.stop(record, "", record.stopTimeout(), front);
    }
}
