package dev.jong.service.duty;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.Health;
import dev.jong.service.container.HealthCheck;
import dev.jong.service.container.Outcome;
import dev.jong.service.container.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Checks the health of a container for as long as this run of it lasts. May be begun anew at any point: when the next
/// check is due follows from the last one.
public final class HealthDuty {
    /// Ten seconds of twenty milliseconds each.
    private static final int ROUNDS = 500;

    /// Runs of containers that somebody looks after already: a front that was slow to begin may find the next run.
    private static final Set<String> LOOKED_AFTER = ConcurrentHashMap.newKeySet();

    private final Containers containers;
    private final CheckHealth checks;
    private final HealthAction action;
    private final Waiting waiting;
    private final InstantSource clock;

    /// @param checks makes them
    /// @param action what is done with one that is unhealthy
    public HealthDuty(
            Containers containers,
            CheckHealth checks,
            HealthAction action,
            Waiting waiting,
            InstantSource clock) {
        this.containers = containers;
        this.checks = checks;
        this.action = action;
        this.waiting = waiting;
        this.clock = clock;
    }

    /// What waiting needs.
    ///
    /// @param pauses tells of a running container whether it is paused: then nothing can be run in it
    public record Waiting(
            DutyPlans plans, ControlPlans control, Predicate<ContainerRecord> pauses) {}

    /// Waits until the container runs, and checks it until it has ended.
    ///
    /// @return whether its front went away before that
    public boolean run(String id, Front front) {
        for (int i = 0; i < ROUNDS && isBegun(id); i++) {
            Optional<ContainerRecord> record = containers.load(id);
            if (record.isPresent()
                    && containers.status(record.get()) instanceof Status.Running running) {
                return lookOnce(record.get(), running, front);
            }
            if (!(front.carryOut(waiting.plans().sleep(20)) instanceof Outcome.Done)) {
                return true;
            }
        }
        return false;
    }

    private boolean lookOnce(ContainerRecord record, Status.Running running, Front front) {
        Optional<HealthCheck> check = HealthCheck.of(record.settings());
        String run = record.id() + " " + running.pid() + " " + running.startTime();
        if (check.isEmpty() || !LOOKED_AFTER.add(run)) {
            return false;
        }
        try {
            return look(record, running, check.get(), front);
        } finally {
            LOOKED_AFTER.remove(run);
        }
    }

    /// Whether it runs or is being started.
    private boolean isBegun(String id) {
        Optional<ContainerRecord> record = containers.load(id);
        return record.isPresent()
                && (containers.status(record.get()) instanceof Status.Running
                        || containers.isBeingStarted(id));
    }

    private boolean look(
            ContainerRecord record, Status.Running running, HealthCheck check, Front front) {
        try {
            while (true) {
                Outcome outcome = waits(record, running, check, front);
                if (!(outcome instanceof Outcome.Done done && done.value() == 0)) {
                    return outcome instanceof Outcome.Lost;
                }
                if (waiting.pauses().test(record)) {
                    continue;
                }
                Health health = checks.once(record, running, check, front);
                if (health.status().equals("unhealthy") && !check.onFailure().equals("none")) {
                    action.take(check.onFailure(), record, running, front);
                    return false;
                }
            }
        } catch (JongException e) {
            if (e.kind() != ErrorKind.CANCELLED) {
                throw e;
            }
            return true;
        }
    }

    /// Waits for the next check.
    ///
    /// @return done with 0 when it is time, with another number when the container has ended
    private Outcome waits(
            ContainerRecord record, Status.Running running, HealthCheck check, Front front) {
        Health health = checks.known(record, running);
        Instant now = clock.instant();
        Instant started = Instant.ofEpochSecond(running.started());
        Duration rest =
                waiting.pauses().test(record)
                        ? interval(health, now, started, check)
                        : rest(health, now, started, check);
        return front.carryOut(
                waiting.control().await(running.pid(), running.startTime(), rest.toMillis()));
    }

    /// How long there is to wait for the next check; never longer than between two of them, whatever the clock says
    /// (R073).
    static Duration rest(Health health, Instant now, Instant started, HealthCheck check) {
        Duration interval = interval(health, now, started, check);
        Duration rest = Duration.between(now, health.last().orElse(started).plus(interval));
        if (rest.compareTo(interval) > 0) {
            return interval; // The clock was set back.
        }
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static Duration interval(
            Health health, Instant now, Instant started, HealthCheck check) {
        boolean starting =
                health.status().equals("starting")
                        && now.isBefore(started.plusNanos(check.startPeriod()));
        return Duration.ofNanos(starting ? check.startInterval() : check.interval());
    }
}
