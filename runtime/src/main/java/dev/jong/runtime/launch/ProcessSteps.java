package dev.jong.runtime.launch;

import dev.jong.base.Text;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The last steps: limits, ids and capabilities, seccomp, and the program.
///
/// Order matters. The filter needs CAP_SYS_ADMIN or no_new_privs, so it is installed before capabilities are
/// given up, yet after the ids changed (keeping capabilities over that change), so that a strict filter has to
/// allow only capset and execve. close_range comes before the filter, which need not allow it.
final class ProcessSteps {
    private final Launch launch;
    private final OpList child;
    private final Spec.Process process;
    private final Spec.Protection protection;
    private final IdentitySteps identity;

    ProcessSteps(Launch launch) {
        this.launch = launch;
        this.child = launch.child();
        this.process = launch.spec().process();
        this.protection = launch.spec().protection();
        this.identity = new IdentitySteps(launch);
    }

    /// Everything up to the exec.
    void add() {
        restrict();
        if (process.init()) {
            child.own("an init that forwards signals and reaps", Contract.OP_INIT);
        }
        exec();
    }

    /// Gives up all that the program may not have.
    void restrict() {
        limits();
        child.call("the usual umask", Syscall.UMASK, Kernel.mode(022));
        child.callTolerating(
                Contract.PLAN_TOLERATE_ANY,
                "a keyring of its own",
                Syscall.KEYCTL,
                Kernel.number(1),
                Kernel.text("jong"));
        identity.cutBoundingSet();
        identity.change();
        child.call(
                "descriptors end with the launcher",
                Syscall.CLOSE_RANGE,
                Kernel.number(3),
                Kernel.number(0xffffffffL),
                Kernel.number(4));
        if (protection.noNewPrivileges() || launch.chrootOnly()) {
            child.call(
                    "no new privileges",
                    Syscall.PRCTL,
                    Kernel.number(Kernel.PR_SET_NO_NEW_PRIVS),
                    Kernel.number(1),
                    Arg.ZERO,
                    Arg.ZERO,
                    Arg.ZERO);
        }
        if (protection.seccomp().isPresent()) {
            child.call(
                    "system calls: " + protection.seccompName(),
                    Syscall.SECCOMP,
                    Kernel.number(1),
                    Arg.ZERO,
                    new Arg.Filter(protection.seccomp().get()));
        }
        identity.reduceCapabilities();
    }

    /// Enters the working directory, making it: before the root may become read-only.
    void enterDirectory() {
        child.own(
                "working directory",
                Contract.OP_CHDIR,
                Kernel.text(process.workingDirectory()),
                Arg.ZERO,
                Arg.ZERO);
    }

    /// What is written to files of proc, through the container's own, which nobody can reach yet: nothing redirects the
    /// writes (L13). The label counts from the exec on; a profile that the kernel does not have stops the launch.
    void writeAttributes(Arg proc) {
        if (process.oomScoreAdjustment().isPresent()) {
            String value = Integer.toString(process.oomScoreAdjustment().getAsInt());
            child.writeFile("--oom-score-adj", proc, "self/oom_score_adj", value);
        }
        if (protection.appArmor().isPresent()) {
            String profile = protection.appArmor().get();
            child.writeFile(
                    "AppArmor profile " + profile,
                    proc,
                    "self/attr/apparmor/exec",
                    "exec " + profile);
        }
    }

    private void limits() {
        for (Spec.Rlimit limit : process.rlimits()) {
            Arg value =
                    new Arg.Block(
                            two(limit.soft(), limit.hard()),
                            "{" + limit.soft() + ", " + limit.hard() + "}");
            String why = "limit " + limit.name();
            int number = RlimitNumber.of(limit.name());
            child.callTolerating(
                    limit.required() ? 0 : Contract.PLAN_TOLERATE_ANY,
                    why,
                    Syscall.PRLIMIT64,
                    Arg.ZERO,
                    Kernel.number(number),
                    value,
                    Arg.ZERO);
        }
    }

    /// Becomes the program.
    void exec() {
        List<String> environment = new ArrayList<>();
        String path = "";
        for (Spec.Variable variable : process.environment()) {
            environment.add(variable.name() + "=" + variable.value());
            path = variable.name().equals("PATH") ? variable.value() : path;
        }
        List<String> candidates = candidates(process.args().getFirst(), path);
        child.own(
                "run " + Text.printable(process.args().getFirst()),
                Contract.OP_EXEC,
                new Arg.Strings(candidates),
                new Arg.Strings(process.args()),
                new Arg.Strings(environment));
    }

    /// What execvp would try: the path itself when it has a slash, else each directory of PATH.
    static List<String> candidates(String program, String path) {
        if (program.indexOf('/') >= 0) {
            return List.of(program);
        }
        List<String> candidates = new ArrayList<>();
        for (String directory : path.split(":")) {
            candidates.add((directory.isEmpty() ? "." : directory) + "/" + program);
        }
        return candidates;
    }

    private static byte[] two(long soft, long hard) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(soft)
                .putLong(hard)
                .array();
    }
}
