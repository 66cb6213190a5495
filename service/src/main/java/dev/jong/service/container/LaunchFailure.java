package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.spec.Spec;
import java.util.Optional;

/// Turns "operation 41 failed with EPERM" into what the user has to know, and the exit code that goes with it.
final class LaunchFailure {
    private LaunchFailure() {}

    /// An error and the exit code of the command: 127 for a program that is not there, 126 for one that can't
    /// be run, 125 for everything before.
    record Told(JongException error, int exitCode) {}

    /// What those say who know networks; empty when it was not about them.
    static Optional<Told> of(Outcome.Failed failed, LaunchPlan plan, Connector connector) {
        return connector.explain(failed, plan).map(error -> new Told(error, 125));
    }

    static Told of(Outcome.Failed failed, LaunchPlan plan, Spec spec) {
        return of(failed, plan, spec, ProgramCheck.none());
    }

    /// @param check looks at the program when it is that which could not be run
    static Told of(Outcome.Failed failed, LaunchPlan plan, Spec spec, ProgramCheck check) {
        Optional<Op> operation = failed.operation(plan);
        if (operation.isEmpty()) {
            // The steps that are in no list: the clone itself, and the launcher's way into the
            // child.
            return told(
                    ErrorKind.PRECONDITION,
                    "cannot make the container's first process: " + Errno.words(failed.errno()),
                    "jong doctor says what this host allows",
                    125);
        }
        Op op = operation.get();
        String reason = Errno.words(failed.errno());
        if (op.name().equals("move_mount")) {
            return mount(op, failed.errno());
        }
        if (op.name().equals("flock")) {
            return told(
                    ErrorKind.CONFLICT,
                    "cannot mount " + Text.printable(op.why()) + ": another container has it",
                    "memory is not shared between containers: end the other one first",
                    125);
        }
        return switch (op.number()) {
            case Contract.OP_EXEC -> exec(spec, failed.errno(), check.of(spec));
            case Contract.OP_CHDIR -> directory(failed, spec);
            case Contract.OP_ENSURE_LIKE -> mount(op, failed.errno());
            default ->
                    told(
                            ErrorKind.PRECONDITION,
                            "cannot start the container: "
                                    + Text.printable(op.why())
                                    + ": "
                                    + PlanText.call(op)
                                    + ": "
                                    + reason,
                            hint(op, failed.errno()),
                            125);
        };
    }

    /// The working directory can't be entered.
    static Told directory(Outcome.Failed failed, Spec spec) {
        return told(
                ErrorKind.INVALID_ARGUMENT,
                "cannot enter the working directory "
                        + Text.printable(spec.process().workingDirectory())
                        + ": "
                        + Errno.words(failed.errno()),
                "choose another with --workdir",
                126);
    }

    private static Told mount(Op op, int errno) {
        return told(
                ErrorKind.PRECONDITION,
                "cannot mount " + Text.printable(op.why()) + ": " + Errno.words(errno),
                mountHint(errno),
                125);
    }

    private static Told exec(Spec spec, int errno, Optional<Finding> wrong) {
        String program = spec.process().args().getFirst();
        String exec = "exec: \"" + Text.printable(program) + "\": ";
        // Looking an empty name up leads to a directory.
        boolean missing = errno == Errno.ENOENT || errno == Errno.ENOTDIR || program.isEmpty();
        ErrorKind kind = missing ? ErrorKind.NOT_FOUND : ErrorKind.PERMISSION_DENIED;
        int code = missing ? 127 : 126;
        if (wrong.isPresent()) {
            return told(kind, exec + wrong.get().text(), wrong.get().hint(), code);
        }
        if (missing) {
            String where =
                    program.indexOf('/') >= 0
                            ? "no such file or directory (or its interpreter or loader is missing)"
                            : "executable file not found in $PATH";
            return told(kind, exec + where, "", code);
        }
        String hint =
                errno == Errno.ENOEXEC
                        ? "it is made for another machine, or a script without a #! line"
                        : errno == Errno.EACCES
                                ? "is it a directory, or not executable for this user?"
                                : "";
        return told(kind, exec + Errno.words(errno), hint, code);
    }

    private static String mountHint(int errno) {
        return switch (errno) {
            case Errno.ENOTDIR, Errno.EISDIR ->
                    "the mount point and the source must both be directories or both files";
            case Errno.EACCES ->
                    "every directory on the way to the mount point must let this user in";
            case Errno.EROFS ->
                    "the mount point does not exist, and it can't be made on a read-only file system";
            case Errno.ELOOP -> "the mount point leads through links that have no end";
            case Errno.EPERM -> "jong doctor says what this host allows";
            default -> "";
        };
    }

    private static String hint(Op op, int errno) {
        if (op.name().equals("open_tree") && errno == Errno.ENOENT) {
            return "the source must exist on this host";
        }
        if (op.name().equals("prlimit64")) {
            return "the host's own hard limit is lower, and only its root may raise it: ulimit -H -a";
        }
        if (op.why().equals("--oom-score-adj")) {
            return "to lower it takes CAP_SYS_RESOURCE on the host";
        }
        if (op.why().startsWith("volume ") && op.name().startsWith("fs")) {
            return switch (errno) {
                case Errno.ENOENT -> "the device must exist on this host";
                case Errno.ENODEV -> "this kernel has no such file system: /proc/filesystems";
                default -> "the kernel's log (dmesg) may say why";
            };
        }
        if (op.name().equals("fsconfig") && errno == Errno.EINVAL) {
            return "a user or group must be one that is mapped here: jong doctor says how many ids there are";
        }
        return errno == Errno.EPERM ? "jong doctor says what this host allows" : "";
    }

    private static Told told(ErrorKind kind, String message, String hint, int exitCode) {
        JongException error = JongException.of(kind, message);
        return new Told(hint.isEmpty() ? error : error.hint(hint), exitCode);
    }
}
