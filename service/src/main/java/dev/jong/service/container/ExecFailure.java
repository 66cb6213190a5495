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

/// Why one more program could not be started in a container that runs.
final class ExecFailure {
    private static final int EAGAIN = 11;

    private ExecFailure() {}

    static LaunchFailure.Told of(Outcome.Failed failed, LaunchPlan plan, Spec spec) {
        if (failed.errno() == EAGAIN) {
            return told(
                    "the container has as many processes as it may",
                    "--pids-limit says how many when it is made");
        }
        if (failed.index() < 0 || failed.index() >= plan.list(failed.list()).size()) {
            return told("cannot make a process: " + Errno.words(failed.errno()), "");
        }
        Op op = plan.list(failed.list()).get(failed.index());
        if (op.number() == Contract.OP_EXEC || op.number() == Contract.OP_CHDIR) {
            return LaunchFailure.of(failed, plan, spec);
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

    private static LaunchFailure.Told told(String message, String hint) {
        JongException error = JongException.of(ErrorKind.PRECONDITION, message);
        return new LaunchFailure.Told(hint.isEmpty() ? error : error.hint(hint), 126);
    }
}
