package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.PlanExec;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import java.util.List;
import java.util.Optional;

/// `exec`: one more program in a container that runs, with the container's limits and no more rights than it has.
public final class ExecContainer {
    private final Host host;
    private final Containers containers;
    private final LiveUsers users;
    private final LimitGroups groups;
    private final ProgramCheck check;

    /// @param users looks users up in containers that run
    /// @param groups where containers are that this engine cannot give limits to
    /// @param check looks at a program that could not be run
    public ExecContainer(
            Host host,
            Containers containers,
            LiveUsers users,
            LimitGroups groups,
            ProgramCheck check) {
        this.check = check;
        this.groups = groups;
        this.host = host;
        this.containers = containers;
        this.users = users;
    }

    /// Runs it.
    ///
    /// @return 0 when it was left in the background or its terminal was left, else its exit code: 126 and 127 when it
    ///     could not be run
    /// @throws JongException CONFLICT when the container does not run, or is paused
    public int exec(ContainerRecord record, ExecOptions options, Front front) {
        Spec spec = ReadSpec.read(record.readable().spec());
        if (!(containers.status(record) instanceof Status.Running running)) {
            throw notRunning(record);
        }
        Host at = groups.of(record.id(), host, front);
        if (Frozen.is(at.cgroups(), record.id())) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "container "
                                    + record.name()
                                    + " is paused, unpause the container before exec")
                    .hint("jong unpause " + record.name());
        }
        boolean apart = spec.namespaces().users().isPresent();
        Optional<UserDatabase.Found> user =
                options.user().map(name -> users.find(name, running, apart, front));
        Spec wanted = spec.with(process(spec.process(), options, user));
        LaunchPlan plan = plan(at, wanted, running, options, front.caller());
        ExecStory story = new ExecStory(containers.story(), record, options.command());
        return finish(
                record, wanted, plan, story.over(front.carryOut(plan, story::begin), front), front);
    }

    private LaunchPlan plan(
            Host at, Spec wanted, Status.Running running, ExecOptions options, Caller caller) {
        String group =
                at.cgroups() instanceof Cgroups.Unified
                        ? GroupBelow.of(running.pid(), wanted.id())
                        : "";
        Optional<LaunchPlan.Monitor> monitor =
                options.detach() || options.tty()
                        ? Optional.of(monitor(wanted.id(), options))
                        : Optional.empty();
        PlanExec.Connection connection =
                new PlanExec.Connection(
                        options.interactive() && !options.detach(),
                        monitor,
                        options.detach(),
                        options.privileged(),
                        caller.columns(),
                        caller.rows());
        return new PlanExec(
                        at,
                        containers.folder(wanted.id()).places(containers.store(), caller.program()))
                .plan(
                        wanted,
                        new PlanExec.Target(running.pid(), running.startTime(), group),
                        connection);
    }

    /// It keeps nothing: output of what runs in the background goes nowhere, as elsewhere.
    private static LaunchPlan.Monitor monitor(String id, ExecOptions options) {
        return new LaunchPlan.Monitor(
                Optional.empty(),
                0,
                0,
                Optional.of(options.detachKeys().orElse(LaunchContainer.DETACH_KEYS)),
                "a command in " + id,
                Optional.empty());
    }

    private static Spec.Process process(
            Spec.Process own, ExecOptions options, Optional<UserDatabase.Found> user) {
        return new Spec.Process(
                options.command(),
                environment(own.environment(), options, user),
                options.workingDirectory().orElse(own.workingDirectory()),
                user.map(UserDatabase.Found::user).orElse(own.user()),
                own.rlimits(),
                own.oomScoreAdjustment(),
                false,
                options.tty());
    }

    private static List<Spec.Variable> environment(
            List<Spec.Variable> own, ExecOptions options, Optional<UserDatabase.Found> user) {
        Environment environment = new Environment(own, options.tty());
        environment.user(options.environment());
        if (user.isPresent()) {
            environment.home(user.get().home());
        }
        return environment.all();
    }

    private int finish(
            ContainerRecord record, Spec spec, LaunchPlan plan, Outcome outcome, Front front) {
        return switch (outcome) {
            case Outcome.Exited exited -> exited.code();
            case Outcome.Failed failed -> {
                if (!(containers.status(record) instanceof Status.Running)) {
                    throw notRunning(record);
                }
                LaunchFailure.Told told = ExecFailure.of(failed, plan, spec, check);
                front.tell(told.error());
                yield told.exitCode();
            }
            case Outcome.Running running -> 0;
            case Outcome.Done done -> 0;
            case Outcome.Lost lost -> 125;
        };
    }

    private static JongException notRunning(ContainerRecord record) {
        return JongException.of(
                        ErrorKind.CONFLICT, "container " + record.name() + " is not running")
                .hint("jong start " + record.name() + " starts it");
    }
}
