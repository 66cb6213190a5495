package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.launch.PlanExec;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.spec.Spec;
import java.util.Optional;

/// Why one more program could not be started in a container that runs.
final class ExecFailure {
    private static final int EAGAIN = 11;

    private ExecFailure() {}

    static LaunchFailure.Told of(Outcome.Failed failed, LaunchPlan plan, Spec spec) {
        return of(failed, plan, spec, ProgramCheck.none());
    }

    /// @param check looks at the program when it is that which could not be run
    static LaunchFailure.Told of(
            Outcome.Failed failed, LaunchPlan plan, Spec spec, ProgramCheck check) {
        if (failed.errno() == EAGAIN) {
            return told(
                    "the container has as many processes as it may",
                    "--pids-limit says how many when it is made");
        }
        Optional<Op> operation = failed.operation(plan);
        if (operation.isEmpty()) {
            return told("cannot make a process: " + Errno.words(failed.errno()), "");
        }
        Op op = operation.get();
        if (op.number() == Contract.OP_EXEC || op.number() == Contract.OP_CHDIR) {
            return LaunchFailure.of(
                    failed,
                    plan,
                    spec,
                    seen -> check.of(seen).filter(found -> agrees(found, failed.errno(), seen)));
        }
        if (op.why().equals(PlanExec.ENTER)) {
            return LaunchFailure.directory(failed, spec);
        }
        return told(
                "cannot enter the container: "
                        + Text.printable(op.why())
                        + ": "
                        + PlanText.call(op)
                        + ": "
                        + Errno.words(failed.errno()),
                op.why().equals(PlanExec.ENTER_USER)
                        ? "the engine that made it was killed, and this command started another: try it again"
                        : "");
    }

    /// Whether what was found fits what the kernel said. A container that runs may have mounted what is not seen from
    /// outside, and what is in a tmpfs never is.
    private static boolean agrees(Finding found, int errno, Spec spec) {
        boolean missing = errno == Errno.ENOENT || errno == Errno.ENOTDIR;
        return switch (found.kind()) {
            case "not-found" -> missing && !inMemory(spec);
            case "no-interpreter", "no-loader", "carriage-return" -> missing;
            default -> !missing;
        };
    }

    private static boolean inMemory(Spec spec) {
        String program = spec.process().args().getFirst();
        if (program.indexOf('/') < 0) {
            return false;
        }
        String path =
                program.startsWith("/")
                        ? program
                        : spec.process().workingDirectory() + "/" + program;
        for (Spec.Mount mount : spec.mounts()) {
            if (mount instanceof Spec.Mount.Tmpfs tmpfs && path.startsWith(tmpfs.target() + "/")) {
                return true;
            }
        }
        return false;
    }

    private static LaunchFailure.Told told(String message, String hint) {
        JongException error = JongException.of(ErrorKind.PRECONDITION, message);
        return new LaunchFailure.Told(hint.isEmpty() ? error : error.hint(hint), 126);
    }
}
