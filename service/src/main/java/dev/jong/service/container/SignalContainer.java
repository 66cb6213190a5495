package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import java.util.function.Consumer;

/// `kill`, `stop` and `wait`: signals to a container's first process, and waiting for its end.
public final class SignalContainer {
    private static final int KILL = 9;

    private final Containers containers;
    private final ControlPlans plans;
    private final Consumer<ContainerRecord> thawing;
    private final CancelRestart cancel;

    /// @param plans for this host
    public SignalContainer(Containers containers, ControlPlans plans) {
        this(containers, plans, record -> {});
    }

    /// @param thawing lets a paused container go on: a signal reaches nobody who is frozen
    public SignalContainer(
            Containers containers, ControlPlans plans, Consumer<ContainerRecord> thawing) {
        this.containers = containers;
        this.plans = plans;
        this.thawing = thawing;
        this.cancel = new CancelRestart(containers, plans);
    }

    /// Sends a signal, by name or number. One that is meant to end the container ends its restarts too.
    ///
    /// @throws JongException PRECONDITION when the container does not run, PERMISSION_DENIED when the kernel refuses
    public void kill(ContainerRecord record, String signal, Front front) {
        int number = SignalNumber.of(signal);
        if (isEnd(number, record) && stays(record, front)) {
            return;
        }
        if (!(containers.status(record) instanceof Status.Running running)) {
            throw notRunning(record);
        }
        if (!send(running, number, record, "kill", front)) {
            throw notRunning(record);
        }
    }

    private static boolean isEnd(int signal, ContainerRecord record) {
        return switch (signal) {
            case 2, 3, KILL, 15 -> true;
            default ->
                    !record.stopSignal().isEmpty()
                            && signal == SignalNumber.of(record.stopSignal());
        };
    }

    /// From here on nobody starts it again but by hand.
    ///
    /// @return whether it was waiting for a restart, so that there is nothing else to end
    private boolean stays(ContainerRecord record, Front front) {
        if (!RestartPolicy.of(record.settings()).isSet()) {
            return false;
        }
        // Before anything ends: its monitor asks at once.
        Restarts.of(containers, record).stopped();
        return cancel.of(record, front);
    }

    /// Asks it to stop, and kills it when the time is up. A container that does not run is left as it is, but is not
    /// restarted any more.
    ///
    /// @param signal empty for the container's own
    /// @param seconds to wait; negative for ever
    public void stop(ContainerRecord record, String signal, long seconds, Front front) {
        if (end(record, signal, seconds, front)) {
            containers.story().tell(record, "stop");
        }
    }

    /// Kills it, and waits until it has ended; one that does not run is left as it is, and nobody starts it again.
    void killNow(ContainerRecord record, Front front) {
        end(record, "KILL", -1, front);
    }

    /// @return whether it ran, or waited for a restart
    private boolean end(ContainerRecord record, String signal, long seconds, Front front) {
        if (stays(record, front)) {
            return true;
        }
        if (!(containers.status(record) instanceof Status.Running running)) {
            return false;
        }
        String first = signal.isEmpty() ? record.stopSignal() : signal;
        int number = SignalNumber.of(first.isEmpty() ? "TERM" : first);
        boolean alive = send(running, number, record, "stop", front);
        if (alive && !await(running, milliseconds(seconds), front)) {
            send(running, KILL, record, "stop", front);
            await(running, -1, front);
        }
        settle(record);
        return true;
    }

    /// For ever when negative; at most what fits the kernel's call, 24 days.
    private static long milliseconds(long seconds) {
        return seconds < 0 ? -1 : Math.min(seconds, Integer.MAX_VALUE / 1000) * 1000;
    }

    /// Waits until it has ended.
    ///
    /// @return its exit code
    public int await(ContainerRecord record, Front front) {
        if (containers.status(record) instanceof Status.Running running) {
            await(running, -1, front);
        }
        return settle(record) instanceof Status.Exited exited ? exited.code() : 0;
    }

    /// @return false when the process was gone already
    private boolean send(
            Status.Running running,
            int signal,
            ContainerRecord record,
            String command,
            Front front) {
        SentSignals.note(containers.folder(record.id()), signal, command, front.caller().uid());
        // Before it is sent: what comes of it is told after it.
        containers.story().tell(record, "kill", "signal", Integer.toString(signal));
        return switch (carryOut(plans.signal(running.pid(), running.startTime(), signal), front)) {
            case Outcome.Done done -> {
                thawing.accept(record);
                yield true;
            }
            case Outcome.Failed failed when failed.errno() == Errno.ESRCH -> false;
            case Outcome.Failed failed ->
                    throw JongException.of(
                            ErrorKind.PERMISSION_DENIED,
                            "cannot signal container "
                                    + record.name()
                                    + ": "
                                    + Errno.words(failed.errno()));
            default -> false;
        };
    }

    private boolean await(Status.Running running, long milliseconds, Front front) {
        Outcome outcome =
                carryOut(plans.await(running.pid(), running.startTime(), milliseconds), front);
        return !(outcome instanceof Outcome.Done done && done.value() == 0);
    }

    /// The first process has ended; whoever waited for it writes the exit record a moment later.
    private Status settle(ContainerRecord record) {
        Status status = containers.status(record);
        for (int i = 0;
                i < 200 && !(status instanceof Status.Exited exited && exited.known());
                i++) {
            Moment.pass();
            if (containers.load(record.id()).isEmpty()) {
                return status;
            }
            status = containers.status(record);
        }
        return status;
    }

    private static Outcome carryOut(LaunchPlan plan, Front front) {
        Outcome outcome = front.carryOut(plan);
        if (outcome instanceof Outcome.Lost) {
            throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
        return outcome;
    }

    private static JongException notRunning(ContainerRecord record) {
        return JongException.of(
                ErrorKind.PRECONDITION,
                "cannot kill container " + record.name() + ": it is not running");
    }
}
