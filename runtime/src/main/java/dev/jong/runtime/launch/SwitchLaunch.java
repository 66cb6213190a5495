package dev.jong.runtime.launch;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;
import java.util.List;
import java.util.Optional;

/// The plan for the network that an ordinary user's bridges are in, where that user has the rights for them: a process
/// that lives in it, as long as it is needed, and its way out. A monitor stays with both.
public final class SwitchLaunch {
    private static final String NETWORK = "the network of this user's networks";
    private static final long O_APPEND = 0x400;
    private static final int ERRORS = 2;

    private final Host host;

    /// Plans for a host.
    public SwitchLaunch(Host host) {
        this.host = host;
    }

    /// What there is to be in it.
    ///
    /// @param program absolute path and arguments of the process that lives in it, a front that looks after it
    /// @param environment all of its variables
    /// @param helper what connects it with the host's network, as for [Wires]; empty when nothing does
    /// @param said file that gets what the two say
    /// @param process file that gets `pid starttime` of that process
    public record Wanted(
            List<String> program,
            List<String> environment,
            List<String> helper,
            String said,
            String process) {
        public Wanted {
            program = List.copyOf(program);
            environment = List.copyOf(environment);
            helper = List.copyOf(helper);
        }
    }

    /// The plan.
    public LaunchPlan plan(Wanted wanted) {
        PlanBuilder plan =
                new PlanBuilder(host.machine())
                        .flag(Contract.PLAN_HAS_CHILD)
                        .flag(Contract.PLAN_DETACH)
                        .flag(Contract.PLAN_JOIN_USERNS)
                        .cloneFlag(Kernel.CLONE_NEWNET)
                        .monitor(
                                new LaunchPlan.Monitor(
                                        Optional.empty(),
                                        0,
                                        0,
                                        Optional.empty(),
                                        "networks",
                                        Optional.empty()));
        live(plan.child(), wanted);
        OpList beside = plan.beside();
        if (!wanted.helper().isEmpty()) {
            Arg.Register given = beside.ownOpen(NETWORK, Contract.OP_TAKE);
            new HelperSteps(beside, plan.exit())
                    .add(wanted.helper(), given, wanted.said(), O_APPEND);
            beside.close(given);
        }
        plan.after()
                .own(
                        "say which process it is",
                        Contract.OP_WRITE_PID,
                        Kernel.text(wanted.process()));
        return plan.build();
    }

    private static void live(OpList child, Wanted wanted) {
        NetworkSteps.loopback(child);
        if (!wanted.helper().isEmpty()) {
            Arg.Register own = WireSteps.own(child, NETWORK);
            child.own(NETWORK, Contract.OP_SEND, own).close(own);
        }
        Arg.Register words =
                child.open(
                        "what it says",
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(wanted.said()),
                        Kernel.open(Kernel.O_WRONLY | Kernel.O_CREAT | O_APPEND),
                        Kernel.mode(0600));
        child.call("what it says", Syscall.DUP3, words, Kernel.number(ERRORS), Arg.ZERO)
                .close(words);
        child.own(
                "what looks after it",
                Contract.OP_EXEC,
                new Arg.Strings(List.of(wanted.program().getFirst())),
                new Arg.Strings(wanted.program()),
                new Arg.Strings(wanted.environment()));
    }
}
