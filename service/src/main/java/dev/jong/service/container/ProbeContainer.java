package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.PlanExec;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Makes one health check: a command in a container that runs, as its user and with its environment. The front kills it
/// when its time is up, which needs no living engine.
public final class ProbeContainer {
    private static final int NO_RESULT = -1;

    private final Host host;
    private final Containers containers;
    private final DutyPlans plans;
    private final InstantSource clock;

    /// @param plans for this host
    public ProbeContainer(Host host, Containers containers, DutyPlans plans, InstantSource clock) {
        this.host = host;
        this.containers = containers;
        this.plans = plans;
        this.clock = clock;
    }

    /// Checks once.
    ///
    /// @param name of files in the runtime directory that nobody else uses meanwhile
    /// @return what came of it
    /// @throws JongException CANCELLED when the front went away
    public Health.Result probe(
            ContainerRecord record,
            Status.Running running,
            HealthCheck check,
            String name,
            Front front) {
        Instant start = clock.instant();
        Path pipe = containers.folder(record.id()).pid().resolveSibling(name);
        Path pid = pipe.resolveSibling(name + ".pid");
        try {
            check(front.carryOut(plans.pipe(Text.of(pipe))));
            try (Captured output = new Captured(pipe)) {
                return ended(
                        start,
                        check,
                        run(record, running, check, pipe, pid, front),
                        output,
                        pid,
                        front);
            }
        } catch (IOException e) {
            return new Health.Result(
                    start, clock.instant(), NO_RESULT, "no output: " + e.getMessage());
        } catch (JongException e) {
            if (e.kind() == ErrorKind.CANCELLED) {
                throw e;
            }
            return new Health.Result(start, clock.instant(), NO_RESULT, e.text());
        } finally {
            delete(pipe);
            delete(pid);
        }
    }

    /// How one went.
    private record Ran(Outcome outcome, LaunchPlan plan, Spec spec) {}

    private Ran run(
            ContainerRecord record,
            Status.Running running,
            HealthCheck check,
            Path pipe,
            Path pid,
            Front front) {
        Spec spec = ReadSpec.read(record.readable().spec());
        Spec.Process own = spec.process();
        Spec wanted =
                spec.with(
                        new Spec.Process(
                                check.command(),
                                own.environment(),
                                own.workingDirectory(),
                                own.user(),
                                own.rlimits(),
                                own.oomScoreAdjustment(),
                                false,
                                false));
        boolean unified = host.cgroups() instanceof Cgroups.Unified;
        String group = unified ? GroupBelow.of(running.pid(), record.id()) : "";
        LaunchPlan plan =
                new PlanExec(
                                host,
                                containers
                                        .folder(record.id())
                                        .places(containers.store(), front.caller().program()))
                        .check(
                                wanted,
                                new PlanExec.Target(running.pid(), running.startTime(), group),
                                new PlanExec.Check(
                                        Text.of(pipe), Text.of(pid), check.timeout() / 1000));
        return new Ran(check(front.carryOut(plan)), plan, wanted);
    }

    private Health.Result ended(
            Instant start, HealthCheck check, Ran ran, Captured output, Path pid, Front front)
            throws IOException {
        Instant end = clock.instant();
        boolean late =
                ran.outcome() instanceof Outcome.Exited exited
                        && exited.signal() == 9
                        && Duration.between(start, end).toNanos() >= check.timeout();
        if (late) {
            for (LaunchPlan kill : EndSession.of(pid, new ControlPlans(host))) {
                front.carryOut(kill);
            }
        }
        String said = output.text();
        if (late) {
            String told = "Health check exceeded timeout (" + GoTime.of(check.timeout()) + ")";
            String all = said.isEmpty() ? told : told + ": " + said;
            return new Health.Result(start, end, NO_RESULT, Health.shortened(all));
        }
        return switch (ran.outcome()) {
            case Outcome.Exited exited ->
                    new Health.Result(start, end, exited.code(), Health.shortened(said));
            case Outcome.Failed failed ->
                    new Health.Result(
                            start,
                            end,
                            NO_RESULT,
                            ExecFailure.of(failed, ran.plan(), ran.spec()).error().text());
            case Outcome.Done _, Outcome.Running _, Outcome.Lost _ ->
                    throw new IllegalStateException("no end of a check");
        };
    }

    private static Outcome check(Outcome outcome) {
        if (outcome instanceof Outcome.Lost) {
            throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
        return outcome;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StoreFailure.of("end a health check", file, e);
        }
    }
}
