package dev.jong.service.container;

import dev.jong.runtime.control.ControlPlans;
import java.util.Optional;

/// Ends the wait of a container for its next restart.
public final class CancelRestart {
    private static final int TERM = 15;

    /// Two seconds of five milliseconds each: a launch that has begun takes a part of one.
    private static final int ROUNDS = 400;

    private final Containers containers;
    private final ControlPlans plans;

    /// @param plans for this host
    public CancelRestart(Containers containers, ControlPlans plans) {
        this.containers = containers;
        this.plans = plans;
    }

    /// Has it cancelled. Whoever waits may be starting the container in this moment: then that is waited for, and the
    /// container runs when this returns.
    ///
    /// @return whether the container was waiting and does not any more
    boolean of(ContainerRecord record, Front front) {
        if (!Restarts.isWaiting(containers, record)) {
            return false;
        }
        try (StartLock _ = containers.startLock(record.id(), ROUNDS).orElse(null)) {
            return locked(record, front);
        }
    }

    /// The same for somebody who has the container's lock: who waits has not begun, and will not.
    boolean locked(ContainerRecord record, Front front) {
        Restarts restarts = Restarts.of(containers, record);
        Optional<LiveProcess> waiting = restarts.waitsNow();
        if (waiting.isEmpty() || containers.status(record) instanceof Status.Running) {
            return false;
        }
        // Its record first: that is what it looks at before it starts anything.
        restarts.waitsNoMore();
        front.carryOut(plans.signal(waiting.get().pid(), waiting.get().startTime(), TERM));
        return true;
    }
}
