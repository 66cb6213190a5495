package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns one more program of a container that runs into a launch plan.
///
/// The child goes into the container's namespaces by a descriptor of its first process, and is itself not among the
/// container's processes, as a pid namespace takes in children only. Its own child is born there when all is given up
/// that the program may not have: whoever may trace processes in the container finds nothing to trace before (L01).
public final class PlanExec {
    /// Why the working directory is looked for.
    public static final String ENTER = "is the working directory there";

    /// Why the user namespace is entered, which fails in a front that has just made another one.
    public static final String ENTER_USER = "into the container's user namespace";

    /// `O_RDWR`: whoever reads may be gone, which shall not be the end of a check.
    private static final long READ_AND_WRITE = 2;

    private static final String WHO = "the container's first process";

    private final Host host;
    private final Places places;

    /// @param places directories of the container on this host
    public PlanExec(Host host, Places places) {
        this.host = host;
        this.places = places;
    }

    /// The container's first process.
    ///
    /// @param startTime clock ticks since boot, field 22 of `/proc/PID/stat`
    /// @param group cgroup v2 below the container's that it is in, with a slash in front; empty for the container's own
    public record Target(long pid, long startTime, String group) {}

    /// How the program is connected to its caller.
    ///
    /// @param standardInput connected, else /dev/null
    /// @param monitor present when a monitor stays with the program
    /// @param detached the front leaves at once
    /// @param privileged with all capabilities that there are; filters and devices stay the container's
    /// @param columns width of the terminal, and `rows` its height, in characters
    public record Connection(
            boolean standardInput,
            Optional<LaunchPlan.Monitor> monitor,
            boolean detached,
            boolean privileged,
            int columns,
            int rows) {}

    /// A program whose output is wanted, and that may not take longer than it may.
    ///
    /// @param pipe a named pipe for its output
    /// @param pid file that gets `pid starttime` of the first process of its session
    /// @param microseconds after which it is killed
    public record Check(String pipe, String pid, long microseconds) {}

    /// The plan of a check. Its front needs no engine to end it in time: without forwarding, any signal to a front ends
    /// what it has started, and its own timer sends one.
    ///
    /// @param spec the container's, with the process that is to run in it now
    /// @throws JongException PRECONDITION when this host can't give what is asked for
    public LaunchPlan check(Spec spec, Target target, Check check) {
        PlanBuilder plan = new PlanBuilder(host.machine()).flag(Contract.PLAN_HAS_CHILD);
        Arg.Register pipe =
                plan.before()
                        .open(
                                "the pipe for its output",
                                Syscall.OPENAT,
                                Kernel.AT_FDCWD,
                                Kernel.text(check.pipe()),
                                Kernel.open(READ_AND_WRITE));
        plan.child().call("its output", Syscall.DUP3, pipe, Kernel.number(1), Arg.ZERO);
        plan.child().call("and its errors", Syscall.DUP3, pipe, Kernel.number(2), Arg.ZERO);
        plan.before()
                .callTolerating(
                        Errno.ENOENT,
                        "an earlier check is over",
                        Syscall.UNLINKAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(check.pid()),
                        Arg.ZERO);
        plan.after().own("whose session it is", Contract.OP_WRITE_PID, Kernel.text(check.pid()));
        plan.before()
                .call(
                        "it ends in time",
                        Syscall.SETITIMER,
                        Arg.ZERO,
                        timer(check.microseconds()),
                        Arg.ZERO);
        plan.exit().call("it has ended", Syscall.SETITIMER, Arg.ZERO, timer(0), Arg.ZERO);
        Connection connection = new Connection(false, Optional.empty(), false, false, 0, 0);
        return plan(spec, target, connection, plan);
    }

    /// `struct itimerval` of a timer that runs once.
    private static Arg timer(long microseconds) {
        return new Arg.Words(
                List.of(
                        Arg.ZERO,
                        Arg.ZERO,
                        Kernel.number(microseconds / 1_000_000),
                        Kernel.number(microseconds % 1_000_000)),
                "{" + microseconds + " us}");
    }

    /// The plan.
    ///
    /// @param spec the container's, with the process that is to run in it now
    /// @throws JongException PRECONDITION when this host can't give what is asked for
    public LaunchPlan plan(Spec spec, Target target, Connection connection) {
        PlanBuilder plan = new PlanBuilder(host.machine()).flag(Contract.PLAN_HAS_CHILD);
        plan.flag(Contract.PLAN_SIG_PROXY);
        plan.flag(connection.standardInput() ? Contract.PLAN_STDIN : 0);
        plan.flag(spec.process().terminal() ? Contract.PLAN_TTY : 0);
        plan.flag(connection.detached() ? Contract.PLAN_DETACH : 0);
        connection.monitor().ifPresent(plan::monitor);
        return plan(spec, target, connection, plan);
    }

    private LaunchPlan plan(Spec spec, Target target, Connection connection, PlanBuilder plan) {
        Launch launch =
                new Launch(
                        host,
                        places,
                        connection.privileged() ? privileged(spec) : spec,
                        Wires.NONE,
                        plan);
        switch (host.isolation()) {
            case ROOT, ROOTLESS -> join(launch, target, connection);
            case CHROOT -> changeRoot(launch, target, connection);
            case NONE ->
                    throw JongException.of(
                                    ErrorKind.PRECONDITION,
                                    "this host lets this user make neither namespaces nor another root")
                            .hint("jong doctor says what would help");
        }
        return plan.build();
    }

    private Spec privileged(Spec spec) {
        Set<Integer> all = new HashSet<>();
        for (int capability = 0; capability < Long.SIZE - 1; capability++) {
            if (host.identity().has(capability)) {
                all.add(capability);
            }
        }
        Spec.Protection of = spec.protection();
        return spec.with(
                new Spec.Protection(
                        all,
                        of.noNewPrivileges(),
                        of.seccomp(),
                        of.seccompName(),
                        Optional.empty(),
                        of.maskedPaths(),
                        of.readOnlyPaths(),
                        of.privileged()));
    }

    private static void join(Launch launch, Target target, Connection connection) {
        Spec spec = launch.spec();
        OpList child = launch.child();
        Arg.Register process = open(launch.before(), target);
        if (launch.rootless() && launch.apart()) {
            // The front needs the rights of who made the container's.
            launch.plan().flag(Contract.PLAN_JOIN_USERNS);
        } else if (launch.rootless()) {
            enterUser(launch.before(), process);
        }
        new CgroupSteps(launch).join(target.group());
        ProcessSteps program = new ProcessSteps(launch);
        attributes(child, spec, program);
        child.call(
                "into the container's namespaces",
                Syscall.SETNS,
                process,
                new Arg.Flags(namespaces(spec.namespaces()), Flag.CLONE));
        child.close(process);
        if (spec.namespaces().users().isPresent()) {
            UserNamespaceSteps.becomeRoot(child, spec.namespaces().users().get());
        }
        streams(launch, connection);
        directory(launch, program);
        program.restrict();
        if (!(spec.namespaces().pid() instanceof Spec.Namespace.Host)) {
            child.own("only now among the container's processes", Contract.OP_INIT);
        }
        program.exec();
    }

    /// Without namespaces there is the container's root directory only.
    private static void changeRoot(Launch launch, Target target, Connection connection) {
        Refusals.exec(launch.spec(), connection.privileged());
        launch.before().close(open(launch.before(), target));
        new CgroupSteps(launch).join("");
        if (!connection.standardInput()) {
            new TerminalSteps(launch.child()).closeInput();
        }
        new RootSteps(launch, new UserNamespaceSteps(launch)).changeRoot();
        ProcessSteps program = new ProcessSteps(launch);
        directory(launch, program);
        program.restrict();
        program.exec();
    }

    /// By descriptor, and proven to be the right one: another may have its number by now (L19).
    private static Arg.Register open(OpList before, Target target) {
        Arg.Register process =
                before.open(WHO, Syscall.PIDFD_OPEN, Kernel.number(target.pid()), Arg.ZERO);
        before.own(
                "it is that one",
                Contract.OP_CHECK_START,
                Kernel.number(target.pid()),
                Kernel.number(target.startTime()));
        return process;
    }

    /// The container's user namespace, which need not be the engine's: the engine that made it may have died. The kernel
    /// says EINVAL to those who are in it already.
    private static void enterUser(OpList before, Arg.Register process) {
        before.callTolerating(
                Errno.EINVAL,
                ENTER_USER,
                Syscall.SETNS,
                process,
                new Arg.Flags(Kernel.CLONE_NEWUSER, Flag.CLONE));
    }

    /// Those that are not the host's, which needs more privileges than there may be.
    private static long namespaces(Spec.Namespaces all) {
        return Kernel.CLONE_NEWNS
                | (all.users().isPresent() ? Kernel.CLONE_NEWUSER : 0)
                | flag(all.network(), Kernel.CLONE_NEWNET)
                | flag(all.pid(), Kernel.CLONE_NEWPID)
                | flag(all.ipc(), Kernel.CLONE_NEWIPC)
                | flag(all.uts(), Kernel.CLONE_NEWUTS)
                | flag(all.cgroup(), Kernel.CLONE_NEWCGROUP)
                | flag(all.time(), Kernel.CLONE_NEWTIME);
    }

    private static long flag(Spec.Namespace namespace, long flag) {
        return namespace instanceof Spec.Namespace.Host ? 0 : flag;
    }

    /// Through the host's procfs, as the container may have put something over its own (L13).
    private static void attributes(OpList child, Spec spec, ProcessSteps program) {
        if (spec.process().oomScoreAdjustment().isPresent()
                || spec.protection().appArmor().isPresent()) {
            Arg.Register proc =
                    child.open(
                            "the host's procfs",
                            Syscall.OPENAT,
                            Kernel.AT_FDCWD,
                            Kernel.text("/proc"),
                            Kernel.open(Kernel.O_PATH));
            program.writeAttributes(proc);
            child.close(proc);
        }
    }

    private static void streams(Launch launch, Connection connection) {
        TerminalSteps streams = new TerminalSteps(launch.child());
        Spec.Process process = launch.spec().process();
        if (process.terminal()) {
            streams.openAnother(connection.columns(), connection.rows(), process.user().uid());
        } else if (!connection.standardInput()) {
            streams.closeInputIfPossible();
        }
    }

    /// One that is not there is not made.
    private static void directory(Launch launch, ProcessSteps program) {
        OpList child = launch.child();
        Arg.Register there =
                child.open(
                        ENTER,
                        Syscall.OPENAT2,
                        Kernel.AT_FDCWD,
                        Kernel.text(launch.spec().process().workingDirectory()),
                        InRootOpen.how(Kernel.O_PATH | Kernel.O_DIRECTORY),
                        Kernel.number(InRootOpen.SIZE));
        child.close(there);
        program.enterDirectory();
    }
}
