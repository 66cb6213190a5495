package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.runtime.plan.LaunchPlan;
import java.util.Optional;
import java.util.function.Supplier;

/// `run`: create, have the front launch, wait, clean up.
public final class RunContainer {
    /// A second of five milliseconds each.
    private static final int ROUNDS = 200;

    private final CreateContainer create;
    private final Containers containers;
    private final Supplier<FailedLaunch> failure;
    private final Supplier<LimitGroups> groups;
    private final Supplier<Duties> duties;
    private final Connector connector;

    /// @param create makes the container
    /// @param failure for containers that could not be started; made when needed
    /// @param groups where limits can be given that this engine cannot give; made when needed
    /// @param duties what is begun for it; made when needed
    /// @param connector makes ready what networks need
    public RunContainer(
            CreateContainer create,
            Containers containers,
            Supplier<FailedLaunch> failure,
            Supplier<LimitGroups> groups,
            Supplier<Duties> duties,
            Connector connector) {
        this.groups = groups;
        this.duties = duties;
        this.connector = connector;
        this.create = create;
        this.containers = containers;
        this.failure = failure;
    }

    /// Runs a container in the foreground, or leaves it in the background and prints its id.
    ///
    /// @return the exit code of the command: the program's, 128+n when a signal ended it, 125 to 127 when it never ran
    public int run(RunOptions options, Front front) {
        boolean connected = NetworkChoice.isConnected(options, connector);
        Optional<Integer> code = connected ? runConnected(options, front) : Optional.empty();
        return code.isPresent() ? code.get() : launch(options, front, false).orElseThrow();
    }

    /// What the networks need may have been taken away since it was made: that is noticed by a launch that fails, and made
    /// again once.
    private Optional<Integer> runConnected(RunOptions options, Front front) {
        connector.prepare(options.networks(), front);
        Optional<Integer> code = launch(options, front, true);
        if (code.isEmpty()) {
            connector.prepare(options.networks(), front);
        }
        return code;
    }

    /// @param again whether it can be tried once more
    /// @return empty when it should be
    private Optional<Integer> launch(RunOptions options, Front front, boolean again) {
        NewContainer made = begin(options, front);
        int ended = -1;
        try {
            Outcome outcome =
                    front.carryOut(made.decision().plan(), () -> write(made, options, front));
            if (options.identity().remove() && outcome instanceof Outcome.Exited exited) {
                ended = exited.code();
            }
            if (again && outcome instanceof Outcome.Failed failed && wasLost(failed, made)) {
                failure.get().cgroups().remove(made.id());
                made.takeBack();
                CidFile.forget(options.identity().cidFile(), made.id(), front.caller());
                return Optional.empty();
            }
            return Optional.of(finish(made, outcome, options, front));
        } finally {
            if (ended >= 0) {
                containers.removeLater(made, ended);
                front.afterwards(() -> settle(made.id()));
            } else {
                made.close();
            }
        }
    }

    private boolean wasLost(Outcome.Failed failed, NewContainer made) {
        return connector.wasLost(failed, made.decision().plan().plan());
    }

    private NewContainer begin(RunOptions options, Front front) {
        try {
            return create.begin(options, front);
        } catch (JongException refused) {
            if (!CreateContainer.isAboutLimits(refused, options)) {
                throw refused;
            }
            return create.beginOn(groups.get().obtain(refused, front), options, front);
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

    /// What ends with its front cannot give back by itself what it has of networks when that was killed.
    private void giveBack(String id) {
        for (int i = 0; i < ROUNDS && containers.runs(id); i++) {
            Moment.pass();
        }
        if (!containers.runs(id)) {
            connector.forget(id);
        }
    }

    private int finish(NewContainer made, Outcome outcome, RunOptions options, Front front) {
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
                LaunchPlan plan = decision.plan().plan();
                LaunchFailure.Told told =
                        LaunchFailure.of(failed, plan, connector)
                                .orElseGet(() -> undo.explain(failed, plan, decision.spec()));
                // The front may have failed in removing them too.
                undo.cgroups().remove(made.id());
                made.takeBack();
                create.forget();
                front.tell(told.error());
                yield told.exitCode();
            }
            case Outcome.Running running -> {
                front.out(made.id() + "\n");
                begin(made, front);
                if (NetworkChoice.isConnected(options, connector)) {
                    connector.begun(made.id(), options.networks(), front);
                }
                yield 0;
            }
            case Outcome.Done done -> 0;
            // Nobody is left to tell; a monitor or the next sweep does what is to be done.
            case Outcome.Lost lost -> {
                if (!lost.begun()) {
                    made.takeBack();
                } else if (!options.streams().detach() && !options.streams().tty()) {
                    giveBack(made.id());
                }
                yield 125;
            }
        };
    }
}
