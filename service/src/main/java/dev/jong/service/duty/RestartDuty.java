package dev.jong.service.duty;

import dev.jong.base.JongException;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.LiveProcess;
import dev.jong.service.container.Outcome;
import dev.jong.service.container.Restarts;
import dev.jong.service.container.StartContainer;
import dev.jong.service.container.Status;
import java.time.InstantSource;
import java.util.Optional;

/// Starts a container again that has ended: what a monitor becomes. May be begun anew at any point.
public final class RestartDuty {
    /// Two seconds of twenty milliseconds each.
    private static final int ROUNDS = 100;

    /// Held while a wait begins.
    private static final Object BEGINNING = new Object();

    private final Containers containers;
    private final StartContainer start;
    private final DutyPlans plans;
    private final ControlPlans control;
    private final InstantSource clock;

    /// @param start launches the container
    /// @param plans for this host
    /// @param control waits for ends
    public RestartDuty(
            Containers containers,
            StartContainer start,
            DutyPlans plans,
            ControlPlans control,
            InstantSource clock) {
        this.control = control;
        this.containers = containers;
        this.start = start;
        this.plans = plans;
        this.clock = clock;
    }

    /// For a container that has got its policy while it ran, so that nobody else sees its end: waits for that first.
    ///
    /// @return whether its front went away before all was done
    public boolean follow(String id, Front front) {
        return !hasEnded(id, front) || run(id, front);
    }

    /// Waits and starts it, until it runs or is not to run any more. One that can't be started is tried again.
    ///
    /// @return whether its front went away before all was done
    public boolean run(String id, Front front) {
        try {
            Step step = Step.AGAIN;
            while (step == Step.AGAIN) {
                Optional<ContainerRecord> record = containers.load(id);
                step = record.isPresent() ? once(record.get(), front) : Step.OVER;
            }
            return step == Step.LOST;
        } finally {
            if (containers.load(id).isEmpty()) {
                // Removed by somebody who saw nobody wait yet.
                Restarts.of(containers, id).waitsNoMore();
            }
        }
    }

    /// Whoever ran it writes down how it ended a moment later.
    private boolean hasEnded(String id, Front front) {
        Optional<ContainerRecord> record = containers.load(id);
        if (record.isPresent()
                && containers.status(record.get()) instanceof Status.Running running) {
            LaunchPlan plan = control.await(running.pid(), running.startTime(), -1);
            if (front.carryOut(plan) instanceof Outcome.Lost) {
                return false;
            }
            for (int i = 0; i < ROUNDS && !isKnown(id); i++) {
                if (!(front.carryOut(plans.sleep(20)) instanceof Outcome.Done)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isKnown(String id) {
        Optional<ContainerRecord> record = containers.load(id);
        return record.isEmpty()
                || !(containers.status(record.get()) instanceof Status.Exited exited)
                || exited.known();
    }

    /// What comes next.
    private enum Step {
        AGAIN,
        OVER,
        LOST
    }

    private Step once(ContainerRecord record, Front front) {
        Restarts restarts = Restarts.of(containers, record);
        if (!wants(record)) {
            return Step.OVER;
        }
        if (!(front.carryOut(plans.self()) instanceof Outcome.Done me)) {
            return Step.LOST;
        }
        Optional<LiveProcess> process = LiveProcess.of(me.value());
        if (process.isEmpty()) {
            return Step.LOST;
        }
        if (!begins(process.get(), restarts)) {
            return Step.OVER;
        }
        // Whoever stopped it a moment ago has seen nobody wait.
        if (!wants(record)) {
            restarts.waitsNoMore();
            return Step.OVER;
        }
        long now = clock.millis();
        Restarts.Plan plan = restarts.plan().after(restarts.end(), restarts.ran(), now);
        restarts.plan(plan);
        boolean waited = front.carryOut(plans.sleep(plan.rest(now))) instanceof Outcome.Done;
        if (!restarts.isLeftBy(process.get())) {
            restarts.leaves(process.get());
            return Step.OVER;
        }
        return waited ? start(record, restarts, plan, front) : Step.LOST;
    }

    /// One of two that come at the same moment goes: whoever started it and saw it end, and its last monitor. Those of two
    /// engines both wait then, and one of them goes in the end.
    private static boolean begins(LiveProcess process, Restarts restarts) {
        synchronized (BEGINNING) {
            Optional<LiveProcess> other = restarts.waitsNow();
            if (other.isPresent() && !other.get().equals(process)) {
                return false;
            }
            restarts.waits(process);
            return true;
        }
    }

    private Step start(ContainerRecord record, Restarts restarts, Restarts.Plan plan, Front front) {
        try {
            StartContainer.Again became =
                    start.again(
                            record,
                            () -> {
                                boolean wanted = restarts.waitsNow().isPresent() && wants(record);
                                if (wanted) {
                                    restarts.plan(plan.begun());
                                }
                                return wanted;
                            },
                            front);
            restarts.waitsNoMore();
            if (became == StartContainer.Again.LOST) {
                return Step.LOST;
            }
            // It may have ended before this: whoever saw that found us waiting, and left it to us.
            return became == StartContainer.Again.STARTED && wants(record) ? Step.AGAIN : Step.OVER;
        } catch (JongException e) {
            // Whoever ended this wait has begun anew with the plan.
            if (restarts.waitsNow().isPresent()) {
                restarts.plan(plan.begun().failed(restarts.end(), clock.millis()));
            }
            return Step.AGAIN;
        }
    }

    /// As things are now: others may have stopped or removed it, or given it another policy.
    private boolean wants(ContainerRecord record) {
        return containers.status(record) instanceof Status.Exited exited
                && Restarts.isExpected(containers, record, exited.code());
    }
}
