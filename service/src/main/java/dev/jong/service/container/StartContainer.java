package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// `start`: launches a container that exists, exactly as it was decided when it was made.
public final class StartContainer {
    /// Two seconds of five milliseconds each.
    private static final int ROUNDS = 400;

    /// Whoever only looks whether a container is being started has its lock for a moment.
    private static final int MOMENT_ROUNDS = 20;

    private final Host host;
    private final Containers containers;
    private final ProgramCheck check;
    private final LimitGroups groups;
    private final Duties duties;
    private final CancelRestart cancel;
    private final ConnectRecorded connecting;
    private final Connector connector;

    /// @param duties what is begun for them
    /// @param connector connects them
    public StartContainer(Host host, Containers containers, Duties duties, Connector connector) {
        this(host, containers, ProgramCheck.none(), LimitGroups.NONE, duties, connector);
    }

    /// @param check looks at programs that could not be run
    /// @param groups where limits can be given that this engine cannot give
    /// @param duties what is begun for them
    /// @param connector connects them
    public StartContainer(
            Host host,
            Containers containers,
            ProgramCheck check,
            LimitGroups groups,
            Duties duties,
            Connector connector) {
        this.connector = connector;
        this.connecting = new ConnectRecorded(containers, connector);
        this.groups = groups;
        this.host = host;
        this.containers = containers;
        this.check = check;
        this.duties = duties;
        this.cancel = new CancelRestart(containers, new ControlPlans(host));
    }

    /// Starts it.
    ///
    /// @param attach stay with it, show its output, and end with its exit code
    /// @param interactive pass standard input on as well
    /// @return 0 when it runs in the background, else its exit code
    public int start(
            ContainerRecord record,
            boolean attach,
            boolean interactive,
            Optional<String> detachKeys,
            Front front) {
        Spec spec = ReadSpec.read(record.readable().spec());
        boolean runs = containers.status(record) instanceof Status.Running;
        Optional<StartLock> taken = containers.startLock(record.id(), runs ? 0 : MOMENT_ROUNDS);
        // Closed whichever way this ends; null is no trouble to it.
        try (StartLock lock = taken.orElse(null)) {
            if (containers.status(record) instanceof Status.Running) {
                refuseAttaching(record, attach);
                return 0;
            }
            begins(record, lock, front);
            LaunchContainer.Attachment attachment =
                    attachment(record, spec, !attach, interactive, detachKeys);
            return launch(record, spec, lock, attachment, front);
        }
    }

    /// Starts it in the background because its policy says so, unless there is a reason by now not to.
    ///
    /// @param wanted whether it is still to be started; asked when nobody else can start or stop it
    /// @throws JongException when it can't be started
    public Again again(ContainerRecord record, BooleanSupplier wanted, Front front) {
        Spec spec = ReadSpec.read(record.readable().spec());
        // Whoever copies files has it too.
        Optional<StartLock> taken = containers.startLock(record.id(), ROUNDS);
        try (StartLock lock = taken.orElse(null)) {
            if (!wanted.getAsBoolean()) {
                return Again.NOT_WANTED;
            }
            LaunchContainer.Attachment attachment =
                    attachment(record, spec, true, false, Optional.empty());
            return launch(record, spec, lock, attachment, front) == 0 ? Again.STARTED : Again.LOST;
        }
    }

    /// What became of a start by policy.
    public enum Again {
        /// It runs.
        STARTED,
        /// There is a reason by now not to start it.
        NOT_WANTED,
        /// The front went away meanwhile: it may run or not.
        LOST
    }

    /// Somebody starts it: nothing that was before counts for its restarts.
    private void begins(ContainerRecord record, @Nullable StartLock lock, Front front) {
        if (lock != null && RestartPolicy.of(record.settings()).isSet()) {
            cancel.locked(record, front);
            Restarts.of(containers, record).forget();
        }
    }

    /// Stops it if it runs, and starts it in the background. With the lock held over both nobody removes it in between,
    /// although it may have been made with `--rm`.
    ///
    /// @param stop does nothing when it does not run
    public void restart(ContainerRecord record, Runnable stop, Front front) {
        Spec spec = ReadSpec.read(record.readable().spec());
        if (RestartPolicy.of(record.settings()).isSet()) {
            cancel.of(record, front);
        }
        Optional<StartLock> taken = containers.startLock(record.id());
        if (taken.isEmpty()) {
            // Whoever runs it in the foreground holds the lock to the end.
            stop.run();
            taken = containers.startLock(record.id(), ROUNDS);
        }
        try (StartLock lock = taken.orElse(null)) {
            stop.run();
            begins(record, lock, front);
            LaunchContainer.Attachment attachment =
                    attachment(record, spec, true, false, Optional.empty());
            launch(record, spec, lock, attachment, front);
            containers.story().tell(record, "restart");
        }
    }

    /// With a monitor in any case: others may attach, and leave.
    private static LaunchContainer.Attachment attachment(
            ContainerRecord record,
            Spec spec,
            boolean detached,
            boolean interactive,
            Optional<String> detachKeys) {
        Optional<LogOptions> log = LogOptions.of(record.settings());
        boolean journal = log.isPresent() && log.get().isInJournal();
        return new LaunchContainer.Attachment(
                detached,
                interactive && Inputs.areOpen(record),
                true,
                Inputs.areOpen(record),
                Inputs.areOnce(record),
                true,
                detachKeys,
                record.remove(),
                false,
                log,
                journal ? JournalFields.of(log.get(), record, record.name(), spec.process()) : "",
                RestartPolicy.of(record.settings()).isSet());
    }

    /// Whoever was the parent of the last run removes its groups, after it has said how that ended, and then this
    /// file. When it was killed before that, what it left is removed by the next run.
    private void awaitTidied(String id) {
        Path state = containers.folder(id).pid();
        for (int i = 0; i < ROUNDS && Files.exists(state); i++) {
            Moment.pass();
        }
    }

    private int launch(
            ContainerRecord record,
            Spec spec,
            @Nullable StartLock lock,
            LaunchContainer.Attachment attachment,
            Front front) {
        if (lock == null) {
            throw JongException.of(
                    ErrorKind.CONFLICT,
                    "cannot start container " + record.name() + ": another command is starting it");
        }
        awaitTidied(record.id());
        containers.prepare();
        containers.story().catchUpWith(record.id());
        if (record.remove()) {
            prepareUnsynced(record, lock);
        }
        if (!attachment.detached()) {
            // Whoever looks after it waits until it runs.
            begin(record, front);
        }
        ConnectRecorded.Launched launched =
                connecting.launch(
                        record, spec, front, wires -> plan(spec, front, attachment, wires));
        Outcome outcome = launched.outcome();
        if (outcome instanceof Outcome.Running) {
            begin(record, front);
        }
        if (outcome instanceof Outcome.Exited && RestartPolicy.of(record.settings()).isSet()) {
            // Its front has taken the end, and its monitor has left everything else to it.
            duties.follow(record.id(), front);
        }
        return finish(record, spec, launched.plan(), outcome);
    }

    private void begin(ContainerRecord record, Front front) {
        if (HealthCheck.of(record.settings()).isPresent()) {
            duties.begin(record.id(), front);
        }
    }

    private LaunchPlan plan(
            Spec spec, Front front, LaunchContainer.Attachment attachment, Wires wires) {
        try {
            return new LaunchContainer(host, containers)
                    .plan(spec, front.caller(), attachment, wires);
        } catch (JongException refused) {
            if (refused.kind() != ErrorKind.PRECONDITION || !spec.resources().asked()) {
                throw refused;
            }
            return new LaunchContainer(groups.obtain(refused, front), containers)
                    .plan(spec, front.caller(), attachment, wires);
        }
    }

    private int finish(ContainerRecord record, Spec spec, LaunchPlan plan, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited exited -> {
                if (record.remove()) {
                    containers.remove(record.id(), record.name());
                }
                yield exited.code();
            }
            case Outcome.Failed failed -> {
                LaunchFailure.Told told =
                        LaunchFailure.of(failed, plan, connector)
                                .orElseGet(() -> LaunchFailure.of(failed, plan, spec, check));
                FailureNote.write(containers.folder(record.id()), told);
                throw told.error();
            }
            case Outcome.Running running -> 0;
            case Outcome.Done done -> 0;
            case Outcome.Lost lost -> 125;
        };
    }

    private static void refuseAttaching(ContainerRecord record, boolean attach) {
        if (attach) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot attach to container " + record.name() + ": it runs already")
                    .hint("jong attach " + record.name());
        }
    }

    /// Files of a container that is to be removed are never synced: the kernel marks the work directory of such an
    /// overlay, and refuses a second mount of it. That is right when the host went down meanwhile, as what the disk has
    /// may be torn; else the mark is only a leftover.
    private void prepareUnsynced(ContainerRecord record, StartLock lock) {
        Path mark = containers.folder(record.id()).folder().resolve("work/work/incompat/volatile");
        byte[] boot = BootId.read();
        if (Files.exists(mark) && !lock.isOfBoot(boot)) {
            throw JongException.of(
                            ErrorKind.DATA_LOSS,
                            "cannot start container "
                                    + record.name()
                                    + ": the host went down after it was started, and with --rm its files were never synced")
                    .hint(
                            "jong rm "
                                    + record.name()
                                    + " removes it; containers to keep are made without --rm");
        }
        lock.noteBoot(boot);
        try {
            Files.deleteIfExists(mark.resolve("dirty"));
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            throw StoreFailure.of("prepare container " + record.name(), containers.store(), e);
        }
    }
}
