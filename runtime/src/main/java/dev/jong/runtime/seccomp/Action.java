package dev.jong.runtime.seccomp;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// What the kernel does with a call, as the return value of a filter says it.
///
/// @param data for ERRNO the error number, 0 to 4095; for TRACE what the tracer is told; else 0
public record Action(Kind kind, int data) {
    /// EPERM: the error where a profile names none.
    static final int EPERM = 1;

    /// ENOSYS: the error of a call that the kernel does not have.
    static final int ENOSYS = 38;

    /// Larger numbers are no errors to the C library; the kernel would cut them.
    private static final int MAX_ERRNO = 4095;

    static final Action ALLOW = new Action(Kind.ALLOW, 0);
    static final Action KILL_PROCESS = new Action(Kind.KILL_PROCESS, 0);
    static final Action NO_SUCH_CALL = new Action(Kind.ERRNO, ENOSYS);

    /// The kinds, the strictest first: the order in which the kernel picks among several filters.
    public enum Kind {
        KILL_PROCESS(0x80000000),
        KILL_THREAD(0),
        TRAP(0x00030000),
        ERRNO(0x00050000),
        TRACE(0x7ff00000),
        LOG(0x7ffc0000),
        ALLOW(0x7fff0000);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /// The return value of the filter.
    int returnValue() {
        return kind.code | data;
    }

    /// True when this takes more away than the other.
    boolean isStricterThan(Action other) {
        return kind.compareTo(other.kind) < 0;
    }

    /// Reads the name of a profile.
    ///
    /// @param errno the error or trace number that goes with it, where the kind has one
    /// @throws JongException INVALID_ARGUMENT for an unknown name or number; UNSUPPORTED for SCMP_ACT_NOTIFY
    static Action parse(String name, long errno) {
        Kind kind =
                switch (name) {
                    case "SCMP_ACT_KILL_PROCESS" -> Kind.KILL_PROCESS;
                    case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> Kind.KILL_THREAD;
                    case "SCMP_ACT_TRAP" -> Kind.TRAP;
                    case "SCMP_ACT_ERRNO" -> Kind.ERRNO;
                    case "SCMP_ACT_TRACE" -> Kind.TRACE;
                    case "SCMP_ACT_LOG" -> Kind.LOG;
                    case "SCMP_ACT_ALLOW" -> Kind.ALLOW;
                    case "SCMP_ACT_NOTIFY" ->
                            throw JongException.of(
                                    ErrorKind.UNSUPPORTED,
                                    "cannot use a seccomp profile with SCMP_ACT_NOTIFY");
                    default ->
                            throw Profile.invalid(
                                    "unknown action \"" + Text.printable(name) + "\"");
                };
        if (kind != Kind.ERRNO && kind != Kind.TRACE) {
            return new Action(kind, 0);
        }
        if (errno < 0 || errno > MAX_ERRNO) {
            throw Profile.invalid(
                    "the error number " + errno + " is not between 0 and " + MAX_ERRNO);
        }
        return new Action(kind, (int) errno);
    }
}
