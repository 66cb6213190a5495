package dev.jong.service.network;

import dev.jong.base.JongException;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.LiveProcess;
import dev.jong.service.container.Outcome;
import dev.jong.service.container.Status;
import dev.jong.store.network.NetworkRecord;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Has the networks of a store looked after, also when this engine is killed: by a front of its own, which keeps an
/// engine alive as long as connected containers run. There is one for the store.
final class LookAfterNetworks implements NetworkDuty, AutoCloseable {
    /// How soon it sees that this engine is to leave.
    private static final long STEP_MILLIS = 500;

    private static final long SHORT_STEP_MILLIS = 100;

    /// How long a front may take from its start until it has the duty.
    private static final long START_NANOS = 3_000_000_000L;

    private final NetworkWatch watch;
    private final KnownEndpoints endpoints;
    private final Containers containers;
    private final DutyMark mark;
    private final EngineAround engine;
    private final BiConsumer<String, Front> ended;

    /// When this engine started a front that has not come yet; 0 when there is none.
    private final AtomicLong started = new AtomicLong();

    /// What failed last.
    private String told = "";

    /// @param ended sees to what a container left, of which a file is there still
    LookAfterNetworks(
            NetworkWatch watch,
            KnownEndpoints endpoints,
            Containers containers,
            DutyMark mark,
            EngineAround engine,
            BiConsumer<String, Front> ended) {
        this.ended = ended;
        this.watch = watch;
        this.endpoints = endpoints;
        this.containers = containers;
        this.mark = mark;
        this.engine = engine;
    }

    @Override
    public void serve(NetworkRecord network, Front front) {
        mark.want();
        watch.serve(network);
        start(front);
    }

    @Override
    public void publishes() {
        watch.begin();
    }

    /// The container runs, whether somebody can look after it or not: the next one brings another try.
    @Override
    public void begun(Front front) {
        try {
            start(front);
        } catch (JongException e) {
            started.set(0);
            front.tell(e);
        }
    }

    private void start(Front front) {
        if (!mark.isTaken() && !isStarting()) {
            started.set(System.nanoTime());
            engine.fronts().accept(front);
        }
    }

    /// Of several one would stay, but starting them costs.
    private boolean isStarting() {
        long since = started.get();
        return since != 0 && System.nanoTime() - since < START_NANOS;
    }

    /// The duty of such a front, until nobody runs any more. May be begun anew at any point. An engine that is to leave
    /// leaves it to the next one.
    ///
    /// @param unfinished finishes what others left half done
    /// @return whether the front went away before that
    boolean run(Front front, Consumer<Front> unfinished) {
        if (!(front.carryOut(engine.duties().self()) instanceof Outcome.Done me)) {
            return true;
        }
        Optional<LiveProcess> process = LiveProcess.of(me.value());
        boolean taken = process.isPresent() && mark.take(process.get());
        started.set(0);
        if (!taken) {
            return process.isEmpty();
        }
        while (!engine.leaving().getAsBoolean()) {
            if (!isNeeded() && mark.leave(process.get(), this::isNeeded)) {
                return false;
            }
            watch.begin();
            clearUp(front, unfinished);
            if (waits(front) instanceof Outcome.Lost) {
                return true;
            }
        }
        return false;
    }

    private void clearUp(Front front, Consumer<Front> unfinished) {
        try {
            endpoints.ended().forEach(id -> ended.accept(id, front));
            unfinished.accept(front);
            told = "";
        } catch (JongException e) {
            // The next round tries it again.
            String what = String.valueOf(e.getMessage());
            if (!what.equals(told)) {
                told = what;
                engine.trouble().accept(e);
            }
        }
    }

    private boolean isNeeded() {
        return endpoints.anyRunning().isPresent() || mark.isWanted();
    }

    /// For the end of one that runs, but not for long.
    private Outcome waits(Front front) {
        Optional<ContainerRecord> one = endpoints.anyRunning().flatMap(containers::load);
        if (one.isPresent() && containers.status(one.get()) instanceof Status.Running running) {
            return front.carryOut(
                    engine.control().await(running.pid(), running.startTime(), STEP_MILLIS));
        }
        return front.carryOut(engine.duties().sleep(SHORT_STEP_MILLIS));
    }

    @Override
    public void close() {
        watch.close();
    }
}
