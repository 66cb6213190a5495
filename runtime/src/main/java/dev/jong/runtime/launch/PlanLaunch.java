package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.Optional;
import java.util.Set;

/// Turns a spec into a launch plan for one host. The flow of a launch reads here from top to bottom; each
/// concern adds its operations in a class of its own.
public final class PlanLaunch {
    private static final String SAVED = "the record outlives a power cut";

    private final Host host;
    private final Places places;

    /// @param places directories of this container on this host
    public PlanLaunch(Host host, Places places) {
        this.host = host;
        this.places = places;
    }

    /// How the container is connected to its caller.
    ///
    /// @param standardInput the caller's is connected, else /dev/null
    /// @param keepsInput a monitor holds standard input open, for any front that has something for it
    /// @param inputOnce only for the first front that has, and its end is the container's
    /// @param forwardSignals the front's signals go to the program
    /// @param monitor present when a monitor stays with the container
    /// @param detached the front leaves at once
    /// @param exitRecord file that gets the exit record; absent when nobody will read it
    /// @param unwritten what the container is made of is written down while it is being launched: its program waits
    ///     for [Contract#MSG_GO]
    /// @param columns width of the terminal, and `rows` its height, in characters
    public record Connection(
            boolean standardInput,
            boolean keepsInput,
            boolean inputOnce,
            boolean forwardSignals,
            Optional<LaunchPlan.Monitor> monitor,
            boolean detached,
            Optional<String> exitRecord,
            boolean unwritten,
            int columns,
            int rows) {}

    /// The plan for a container that is not connected to a network.
    ///
    /// @throws JongException PRECONDITION or INVALID_ARGUMENT when this host can't give what the spec asks for
    public LaunchPlan plan(Spec spec, Connection connection) {
        return plan(spec, connection, Wires.NONE);
    }

    /// The plan.
    ///
    /// @param wires how its own network is connected
    /// @throws JongException PRECONDITION or INVALID_ARGUMENT when this host can't give what the spec asks for
    public LaunchPlan plan(Spec spec, Connection connection, Wires wires) {
        PlanBuilder plan = new PlanBuilder(host.machine());
        Launch launch = new Launch(host, places, spec, wires, plan);
        connect(launch, connection);
        switch (host.isolation()) {
            case ROOT, ROOTLESS -> isolate(launch, connection);
            case CHROOT -> changeRoot(launch, connection);
            case NONE ->
                    throw JongException.of(
                                    ErrorKind.PRECONDITION,
                                    "this host lets this user make neither namespaces nor another root")
                            .hint("jong doctor says what would help");
        }
        giveUp(launch);
        return plan.build();
    }

    private static void connect(Launch launch, Connection connection) {
        PlanBuilder plan = launch.plan().flag(Contract.PLAN_HAS_CHILD);
        plan.flag(connection.standardInput() ? Contract.PLAN_STDIN : 0);
        plan.flag(connection.forwardSignals() ? Contract.PLAN_SIG_PROXY : 0);
        plan.flag(launch.spec().process().terminal() ? Contract.PLAN_TTY : 0);
        plan.flag(connection.detached() ? Contract.PLAN_DETACH : 0);
        plan.flag(connection.keepsInput() ? Contract.PLAN_KEEP_INPUT : 0);
        plan.flag(connection.inputOnce() ? Contract.PLAN_INPUT_ONCE : 0);
        plan.flag(launch.rootless() ? Contract.PLAN_JOIN_USERNS : 0);
        if (connection.monitor().isPresent()) {
            plan.flag(Contract.PLAN_LOG).monitor(connection.monitor().get());
            ListenSteps.add(launch);
        }
        record(launch, connection);
    }

    /// The records that others find the container by: made by the front itself, so they need no living engine.
    private static void record(Launch launch, Connection connection) {
        launch.plan()
                .after()
                .own(
                        "say which process it is",
                        Contract.OP_WRITE_PID,
                        Kernel.text(launch.places().state()));
        if (connection.exitRecord().isPresent()) {
            String ended = connection.exitRecord().get();
            String started = launch.places().container() + "/started";
            forget(launch, ended);
            forget(launch, started);
            launch.plan()
                    .after()
                    .own("say that it ran", Contract.OP_WRITE_PID, Kernel.text(started));
            new CounterSteps(launch).add();
            launch.exit().own("say how it ended", Contract.OP_WRITE_EXIT, Kernel.text(ended));
            makeDurable(launch);
        }
    }

    /// An end that was told outlives a power cut: the folder has the record's name.
    private static void makeDurable(Launch launch) {
        Arg.Register folder =
                launch.exit()
                        .open(
                                SAVED,
                                Syscall.OPENAT,
                                Kernel.AT_FDCWD,
                                Kernel.text(launch.places().container()),
                                Kernel.open(Kernel.O_DIRECTORY));
        launch.exit().call(SAVED, Syscall.FSYNC, folder).close(folder);
    }

    /// The last of all: who starts it again waits for this, or the groups of the next run would be removed for those of
    /// this one.
    private static void giveUp(Launch launch) {
        launch.exit()
                .call(
                        "nothing is left of this run",
                        Syscall.UNLINKAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(launch.places().state()),
                        Arg.ZERO);
    }

    /// What an earlier run left, or a front that was killed.
    private static void forget(Launch launch, String file) {
        launch.before()
                .callTolerating(
                        Errno.ENOENT,
                        "an earlier run is over",
                        Syscall.UNLINKAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(file),
                        Arg.ZERO);
    }

    private void isolate(Launch launch, Connection connection) {
        NamespaceSteps namespaces = new NamespaceSteps(launch);
        UserNamespaceSteps users = new UserNamespaceSteps(launch);
        RootSteps root = new RootSteps(launch, users);
        UserMounts mounts = new UserMounts(launch, users);
        Set<String> replaced = mounts.targets();
        KernelMounts kernel = new KernelMounts(launch, replaced);
        DeviceSteps devices = new DeviceSteps(launch, replaced.contains("/dev"));
        ProtectSteps protection = new ProtectSteps(launch);
        ProcessSteps process = new ProcessSteps(launch);
        Rendezvous meeting = new Rendezvous(launch, users, connection);

        meeting.open();
        namespaces.beforeClone(!meeting.bringsNetwork());
        mounts.prepareInFront();
        launch.child().call("modes are what they say", Syscall.UMASK, Arg.ZERO);
        new CgroupSteps(launch).add();
        namespaces.inChild();
        mounts.prepareShared();
        root.separate();
        mounts.prepare();
        devices.prepare();
        protection.prepare();
        Optional<Arg.Register> sharedMemory = namespaces.sharedMemory();
        Arg.Register proc = kernel.prepareProc();
        process.writeAttributes(proc);
        kernel.prepareSharedSys();
        users.enter();
        mounts.prepareInside();
        kernel.prepareDevices(sharedMemory);
        root.mount();
        meeting.add();
        mounts.prepareFiles();
        Arg.Register sys = kernel.prepareSys();
        namespaces.configure(proc);
        root.enter();
        users.close();
        mounts.attachOnImage();
        kernel.attach();
        devices.add();
        mounts.attachOnKernel();
        streams(launch, connection);
        protection.add(proc, sys);
        process.enterDirectory();
        root.seal();
        process.add();
    }

    private void changeRoot(Launch launch, Connection connection) {
        Refusals.chroot(launch.spec());
        new CgroupSteps(launch).add();
        launch.child().call("modes are what they say", Syscall.UMASK, Arg.ZERO);
        if (!hasInput(connection)) {
            // Before the root changes: nobody knows what /dev/null is inside.
            new TerminalSteps(launch.child()).closeInput();
        }
        new RootSteps(launch, new UserNamespaceSteps(launch)).enterByChroot();
        new DeviceSteps(launch, false).addInChroot();
        ProcessSteps process = new ProcessSteps(launch);
        process.enterDirectory();
        process.add();
    }

    private static void streams(Launch launch, Connection connection) {
        TerminalSteps streams = new TerminalSteps(launch.child());
        if (launch.spec().process().terminal()) {
            streams.open(connection.columns(), connection.rows());
        } else if (!hasInput(connection)) {
            streams.closeInput();
        }
    }

    private static boolean hasInput(Connection connection) {
        return connection.standardInput() || connection.keepsInput();
    }
}
