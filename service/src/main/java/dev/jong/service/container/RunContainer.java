package dev.jong.service.container;

import dev.jong.base.JongException;
import java.util.function.Supplier;

/// `run`: create, have the front launch, wait, clean up.
public final class RunContainer {
    private final CreateContainer create;
    private final Containers containers;
    private final Supplier<FailedLaunch> failure;
    private final Supplier<LimitGroups> groups;
    private final Supplier<Duties> duties;

    /// @param create makes the container
    /// @param failure for containers that could not be started; made when needed
    /// @param groups where limits can be given that this engine cannot give; made when needed
    /// @param duties what is begun for it; made when needed
    public RunContainer(
            CreateContainer create,
            Containers containers,
            Supplier<FailedLaunch> failure,
            Supplier<LimitGroups> groups,
            Supplier<Duties> duties) {
        this.groups = groups;
        this.duties = duties;
        this.create = create;
        this.containers = containers;
        this.failure = failure;
    }

    /// Runs a container in the foreground, or leaves it in the background and prints its id.
    ///
    /// @return the exit code of the command: the program's, 128+n when a signal ended it, 125 to 127 when it never ran
    public int run(RunOptions options, Front front) {
        NewContainer made = begin(options, front);
        int ended = -1;
        try {
            Outcome outcome =
                    front.carryOut(made.decision().plan(), () -> write(made, options, front));
            if (options.identity().remove() && outcome instanceof Outcome.Exited exited) {
                ended = exited.code();
            }
            return finish(made, outcome, front);
        } finally {
            if (ended >= 0) {
                containers.removeLater(made, ended);
                front.afterwards(() -> settle(made.id()));
            } else {
                made.close();
            }
        }
    }

    private NewContainer begin(RunOptions options, Front front) {
        try {
            return create.begin(options, front.caller());
        } catch (JongException refused) {
            if (!CreateContainer.isAboutLimits(refused, options)) {
                throw refused;
            }
            return create.beginOn(groups.get().obtain(refused, front), options, front.caller());
        }
    }

    private void settle(String id) {
        if (containers.story().isTold(id)) {
            // Other commands did something to it: it may have got groups that the front does not
            // know.
            failure.get().cgroups().remove(id);
        }
        containers.settle();
    }

    private void write(NewContainer made, RunOptions options, Front front) {
        made.write();
        if (!options.streams().detach()) {
            // Whoever looks after it waits until it runs.
            begin(made, front);
        }
    }

    private void begin(NewContainer made, Front front) {
        if (made.decision().settings().fields().containsKey(HealthCheck.FIELD)) {
            duties.get().begin(made.id(), front);
        }
    }

    private int finish(NewContainer made, Outcome outcome, Front front) {
        return switch (outcome) {
            case Outcome.Exited exited -> {
                if (made.decision().settings().fields().containsKey(RestartPolicy.FIELD)) {
                    duties.get().follow(made.id(), front);
                }
                yield exited.code();
            }
            case Outcome.Failed failed -> {
                FailedLaunch undo = failure.get();
                Decision decision = made.decision();
                LaunchFailure.Told told =
                        undo.explain(failed, decision.plan().plan(), decision.spec());
                // The front may have failed in removing them too.
                undo.cgroups().remove(made.id());
                containers.remove(made.id(), made.name());
                create.forget();
                front.tell(told.error());
                yield told.exitCode();
            }
            case Outcome.Running running -> {
                front.out(made.id() + "\n");
                begin(made, front);
                yield 0;
            }
            case Outcome.Done done -> 0;
            // Nobody is left to tell; a monitor or the next sweep does what is to be done.
            case Outcome.Lost lost -> 125;
        };
    }
}
