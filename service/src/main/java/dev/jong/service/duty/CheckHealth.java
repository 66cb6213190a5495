package dev.jong.service.duty;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.Health;
import dev.jong.service.container.HealthCheck;
import dev.jong.service.container.Outcome;
import dev.jong.service.container.ProbeContainer;
import dev.jong.service.container.Status;
import java.time.Duration;

/// Makes a check and keeps what came of it.
public final class CheckHealth {
    private final Containers containers;
    private final ProbeContainer probe;
    private final ControlPlans plans;

    /// @param probe makes checks
    /// @param plans for this host
    public CheckHealth(Containers containers, ProbeContainer probe, ControlPlans plans) {
        this.containers = containers;
        this.probe = probe;
        this.plans = plans;
    }

    /// Checks once.
    ///
    /// @return the container's health now
    /// @throws JongException CANCELLED when the front went away
    public Health once(
            ContainerRecord record, Status.Running running, HealthCheck check, Front front) {
        // This joins the engine's user namespace too: no later plan can once the check has entered
        // the container's.
        if (!(front.carryOut(plans.ownPid()) instanceof Outcome.Done me)) {
            throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
        String name = record.id() + ".check-" + me.value();
        Health.Result result = probe.probe(record, running, check, name, front);
        if (!(containers.status(record) instanceof Status.Running now)
                || now.pid() != running.pid()) {
            // It ended meanwhile, and the check with it.
            return known(record, running);
        }
        Health before = known(record, running);
        Health health = before.after(result, check.retries(), counts(result, running, check));
        health.save(containers, record.id(), running);
        if (!health.status().equals(before.status())) {
            containers.story().tell(record, "health_status: " + health.status());
        }
        return health;
    }

    /// The health of a container that is checked.
    Health known(ContainerRecord record, Status.Running running) {
        return Health.of(containers, record, running).orElseThrow();
    }

    private static boolean counts(Health.Result result, Status.Running running, HealthCheck check) {
        Duration age = Duration.ofSeconds(result.start().getEpochSecond() - running.started());
        return age.compareTo(Duration.ofNanos(check.startPeriod())) >= 0;
    }
}
