package dev.jong.service.why;

import dev.jong.base.JongException;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.ContainerFolder;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.FailureNote;
import dev.jong.service.container.Finding;
import dev.jong.service.container.ProgramCheck;
import dev.jong.service.container.Status;
import dev.jong.service.live.ContainerGroups;
import dev.jong.service.live.ContainerProcesses;
import dev.jong.service.log.LogEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// `why`: why a container stopped, did not start, or does not answer as expected. Everything is read from what was kept
/// of it and from what the kernel tells; nothing is changed.
public final class WhyContainer {
    private static final int LINES = 5;

    private final Containers containers;
    private final ContainerGroups groups;
    private final Predicate<ContainerRecord> pauses;
    private final ProgramCheck check;
    private final Supplier<Syscalls> kernel;

    /// @param groups of containers that run
    /// @param pauses tells of a running container whether it is paused
    /// @param check looks at programs that could not be run
    /// @param kernel made when its log is to be read
    public WhyContainer(
            Containers containers,
            ContainerGroups groups,
            Predicate<ContainerRecord> pauses,
            ProgramCheck check,
            Supplier<Syscalls> kernel) {
        this.containers = containers;
        this.groups = groups;
        this.pauses = pauses;
        this.check = check;
        this.kernel = kernel;
    }

    /// What is known.
    ///
    /// @throws JongException DATA_LOSS when the container's record is damaged
    public Explanation of(ContainerRecord record) {
        ContainerFolder folder = containers.folder(record.id());
        Spec spec = ReadSpec.read(record.readable().spec());
        Status status = containers.status(record);
        Counters counters =
                status instanceof Status.Running
                        ? Counters.live(groups, record.id())
                        : Counters.kept(folder.folder());
        List<String> lines = LogEnd.of(folder.log(), LINES);
        Run run = Run.of(record, spec, folder, counters, lines);
        return switch (status) {
            case Status.Created created ->
                    told(run, "created", -1, 0, "was made and never started", neverRan(run));
            case Status.Running running -> running(run, running);
            case Status.Exited exited -> exited(run, exited);
        };
    }

    private List<Finding> neverRan(Run run) {
        Optional<Finding> failure = failure(run);
        return List.of(
                failure.orElse(
                        new Finding(
                                "created",
                                "nobody has started it",
                                "jong start " + run.record().name())));
    }

    private static Optional<Finding> failure(Run run) {
        return FailureNote.read(run.folder())
                .map(note -> new Finding("failed-start", note.message(), note.hint()));
    }

    private Explanation running(Run run, Status.Running running) {
        boolean paused = pauses.test(run.record());
        List<Finding> causes =
                new ArrayList<>(
                        new RunningCauses(run)
                                .of(
                                        running,
                                        paused,
                                        new ContainerProcesses(groups)
                                                .of(run.record().id(), running)));
        causes.addAll(new HealthCauses(containers, run).of());
        if (causes.isEmpty()) {
            causes.add(new Finding("nothing", "no limit holds it back, as far as can be seen", ""));
        }
        causes.addAll(LogHints.of(run.lines()));
        String since = Instant.ofEpochSecond(running.started()).toString();
        return told(
                run,
                paused ? "paused" : "running",
                -1,
                0,
                "runs since " + since + (paused ? ", and is paused" : ""),
                causes);
    }

    private Explanation exited(Run run, Status.Exited exited) {
        Optional<Finding> failure = failure(run);
        if (failure.isPresent()) {
            return told(run, "exited", exited.code(), 0, "did not start", List.of(failure.get()));
        }
        if (!exited.known()) {
            Finding unseen =
                    new Finding(
                            "unseen",
                            "nobody saw its end: its parent was killed, or the host went down",
                            "jong start " + run.record().name() + " starts it again");
            return told(run, "exited", exited.code(), 0, "ended unseen", List.of(unseen));
        }
        List<KernelLog.Entry> log =
                exited.code() > 128 || run.counters().outOfMemory() > 0
                        ? KernelLog.read(kernel.get())
                        : List.of();
        List<Finding> causes = new ArrayList<>(new LimitCauses(run, log).of(exited));
        causes.addAll(new SignalCauses(run, log).of(exited, !causes.isEmpty()));
        causes.add(ExitMeaning.of(exited.code(), exited.signal(), causes.isEmpty()));
        if (exited.code() == 126 || exited.code() == 127) {
            check.of(run.spec())
                    .ifPresent(found ->
                            causes.addFirst(
                                    new Finding(
                                            found.kind(),
                                            "its program can't be run: " + found.text(),
                                            found.hint())));
        }
        causes.addAll(new HealthCauses(containers, run).of());
        if (exited.code() != 0) {
            causes.addAll(LogHints.of(run.lines()));
        }
        return told(run, "exited", exited.code(), exited.signal(), summary(run, exited), causes);
    }

    private static String summary(Run run, Status.Exited exited) {
        Instant finished = Instant.ofEpochSecond(exited.finished());
        String ran = "";
        if (run.started().isPresent()) {
            long seconds = Math.max(0, Duration.between(run.started().get(), finished).toSeconds());
            ran = " after " + (seconds == 0 ? "less than a second" : seconds + " s");
        }
        return "ended with exit code " + exited.code() + " at " + finished + ran;
    }

    private static Explanation told(
            Run run, String state, int code, int signal, String summary, List<Finding> causes) {
        ContainerRecord record = run.record();
        return new Explanation(
                record.name(), record.id(), state, code, signal, summary, causes, run.lines());
    }
}
