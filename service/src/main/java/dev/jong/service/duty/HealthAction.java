package dev.jong.service.duty;

import dev.jong.runtime.control.ControlPlans;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Duties;
import dev.jong.service.container.Front;
import dev.jong.service.container.SignalContainer;
import dev.jong.service.container.Status;

/// `--health-on-failure`: what is done with a container that is unhealthy.
public final class HealthAction {
    private static final int KILL = 9;

    private final SignalContainer signals;
    private final ControlPlans plans;
    private final Duties duties;

    /// @param signals stops it
    /// @param plans for this host
    /// @param duties start it again: a front that has been in a container cannot launch one
    public HealthAction(SignalContainer signals, ControlPlans plans, Duties duties) {
        this.duties = duties;
        this.signals = signals;
        this.plans = plans;
    }

    /// Does it. A container that is killed may come back by its policy; one that is stopped does not.
    void take(String action, ContainerRecord record, Status.Running running, Front front) {
        switch (action) {
            case "kill" -> front.carryOut(plans.signal(running.pid(), running.startTime(), KILL));
            case "restart" -> duties.restart(record.id(), front);
            case "stop" -> signals.stop(record, "", record.stopTimeout(), front);
            default -> {}
        }
    }
}
