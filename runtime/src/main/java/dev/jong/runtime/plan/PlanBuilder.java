package dev.jong.runtime.plan;

import java.util.Optional;

/// Gathers the lists of one plan while the concerns of a launch add to them.
public final class PlanBuilder {
    private final Machine machine;
    private final OpList before;
    private final OpList child;
    private final OpList beside;
    private final OpList after;
    private final OpList exit;
    private int flags;
    private long cloneFlags;
    private Optional<Arg.Register> cgroup = Optional.empty();
    private Optional<Arg.Register> listener = Optional.empty();
    private Optional<LaunchPlan.Monitor> monitor = Optional.empty();

    /// An empty plan for a machine.
    public PlanBuilder(Machine machine) {
        Registers registers = new Registers();
        this.machine = machine;
        this.before = new OpList(machine, registers);
        this.child = new OpList(machine, registers);
        this.beside = new OpList(machine, registers.apart());
        this.after = new OpList(machine, registers);
        this.exit = new OpList(machine, registers);
    }

    /// Operations in the front before the child exists.
    public OpList before() {
        return before;
    }

    /// Operations in the container's first process.
    public OpList child() {
        return child;
    }

    /// Operations in the front while those of [#child] go on.
    public OpList beside() {
        return beside;
    }

    /// Operations in the front once the program runs.
    public OpList after() {
        return after;
    }

    /// Operations in the front after the end.
    public OpList exit() {
        return exit;
    }

    /// Sets flags of the contract.
    public PlanBuilder flag(int flag) {
        flags |= flag;
        return this;
    }

    /// Adds namespaces to the child.
    public PlanBuilder cloneFlag(long flag) {
        cloneFlags |= flag;
        return this;
    }

    /// The child is born in this cgroup v2 directory.
    public PlanBuilder cgroup(Arg.Register directory) {
        cgroup = Optional.of(directory);
        return this;
    }

    /// The monitor takes fronts from this socket.
    public PlanBuilder listener(Arg.Register socket) {
        listener = Optional.of(socket);
        return this;
    }

    /// A monitor stays with the container.
    public PlanBuilder monitor(LaunchPlan.Monitor wanted) {
        monitor = Optional.of(wanted);
        return this;
    }

    /// The plan as it stands.
    public LaunchPlan build() {
        return new LaunchPlan(
                machine,
                flags,
                cloneFlags,
                cgroup,
                listener,
                before.ops(),
                child.ops(),
                beside.ops(),
                after.ops(),
                exit.ops(),
                monitor);
    }
}
