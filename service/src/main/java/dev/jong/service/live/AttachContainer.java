package dev.jong.service.live;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.control.AttachPlan;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.ContainerFolder;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.Frozen;
import dev.jong.service.container.Inputs;
import dev.jong.service.container.Outcome;
import dev.jong.service.container.Restarts;
import dev.jong.service.container.Status;
import java.nio.file.Files;
import java.util.Optional;

/// `attach`: shows what a running container says from now on, passes input and signals on, and ends as it ends.
public final class AttachContainer {
    private static final String USUAL_KEYS = "\u0010\u0011";
    private static final int ECHILD = 10;

    private final Host host;
    private final Containers containers;

    /// For the containers of one store.
    public AttachContainer(Host host, Containers containers) {
        this.host = host;
        this.containers = containers;
    }

    /// How to take part.
    ///
    /// @param input pass standard input on, where the container has one
    /// @param forwardSignals pass signals on
    /// @param detachKeys as bytes; empty for the usual ones
    public record Options(boolean input, boolean forwardSignals, Optional<String> detachKeys) {}

    /// Attaches until the container ends or is left.
    ///
    /// @return the container's exit code, or 0 when it was left
    /// @throws JongException CONFLICT when it does not run or is paused, UNSUPPORTED when another command has it in its
    ///     foreground
    public int attach(ContainerRecord record, Options options, Front front) {
        check(record);
        boolean terminal = record.settings().bool("Tty");
        boolean input = options.input() && Inputs.areOpen(record);
        if (terminal && input && !front.caller().inputTerminal()) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "the input device is not a TTY")
                    .hint("--no-stdin passes no input on");
        }
        ContainerFolder folder = containers.folder(record.id());
        LaunchPlan plan =
                new AttachPlan(host)
                        .plan(
                                Text.of(folder.pid()),
                                record.id(),
                                new AttachPlan.Part(
                                        input,
                                        terminal,
                                        options.forwardSignals(),
                                        options.detachKeys().orElse(USUAL_KEYS)));
        return switch (front.carryOut(plan)) {
            case Outcome.Exited exited -> exited.code();
            case Outcome.Failed failed -> afterwards(record, failed);
            case Outcome.Running running -> 0;
            case Outcome.Done left -> 0;
            case Outcome.Lost lost -> 125;
        };
    }

    private void check(ContainerRecord record) {
        if (Restarts.isWaiting(containers, record)) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "cannot attach to a restarting container, wait until it is running")
                    .hint("jong start -a " + record.name() + " starts it now");
        }
        if (!(containers.status(record) instanceof Status.Running)) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "cannot attach to a stopped container, start it first")
                    .hint("jong start -a " + record.name());
        }
        if (Frozen.is(host.cgroups(), record.id())) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "cannot attach to a paused container, unpause it first")
                    .hint("jong unpause " + record.name());
        }
        if (!Files.exists(containers.folder(record.id()).attach())) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot attach to container "
                                    + record.name()
                                    + ": it is in the foreground of another command, which has its output")
                    .hint("containers to attach to are made with -d or -t");
        }
    }

    /// There was nobody to attach to: it ended in this moment, or its monitor takes no more.
    private int afterwards(ContainerRecord record, Outcome.Failed failed) {
        if (containers.status(record) instanceof Status.Exited exited && exited.known()) {
            return exited.code();
        }
        boolean full = failed.errno() == ECHILD && failed.index() < 0;
        throw JongException.of(
                        full ? ErrorKind.CONFLICT : ErrorKind.UNAVAILABLE,
                        "cannot attach to container "
                                + record.name()
                                + (full
                                        ? ": sixteen commands are attached to it, and no more may be"
                                        : ": its monitor does not answer"))
                .hint("jong logs -f " + record.name() + " shows its output");
    }
}
