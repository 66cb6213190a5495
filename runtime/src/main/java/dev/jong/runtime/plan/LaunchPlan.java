package dev.jong.runtime.plan;

import java.util.List;
import java.util.Optional;

/// What the front carries out: five lists of operations and how to run them. A value: it can be printed,
/// compared and encoded, and nothing else decides what happens to the kernel.
///
/// @param machine whose system call numbers the operations have
/// @param flags `Contract.PLAN_*`
/// @param cloneFlags namespaces of the child, as for clone3
/// @param cgroup register with the cgroup v2 directory the child is born in
/// @param listener register with the socket that the monitor takes attached fronts from
/// @param before in the front, before the child exists
/// @param child in the container's first process
/// @param beside in the front, while the child is at its own
/// @param after in the front, once the program runs
/// @param exit in the front, after the end or a failure; all of them, errors ignored
/// @param monitor what a monitor needs; absent for attached and child-less plans
public record LaunchPlan(
        Machine machine,
        int flags,
        long cloneFlags,
        Optional<Arg.Register> cgroup,
        Optional<Arg.Register> listener,
        List<Op> before,
        List<Op> child,
        List<Op> beside,
        List<Op> after,
        List<Op> exit,
        Optional<Monitor> monitor) {

    /// How many lists there are.
    public static final int LISTS = Contract.LIST_EXIT + 1;

    public LaunchPlan {
        before = List.copyOf(before);
        child = List.copyOf(child);
        beside = List.copyOf(beside);
        after = List.copyOf(after);
        exit = List.copyOf(exit);
    }

    /// What a monitor keeps: the log (absolute path; rotated at `logLimit` bytes, `logFiles` kept; what cannot be written
    /// waits in `logBuffer` bytes and is dropped beyond them, 0: the container waits; with `logFields`, in the journal's
    /// native form, the path is the journal's socket), the
    /// detach keys as bytes, the container's id, and the arguments the program is executed with at the end, its
    /// own name first.
    public record Monitor(
            Optional<String> log,
            long logLimit,
            long logFiles,
            long logBuffer,
            String logFields,
            Optional<String> detachKeys,
            String container,
            Optional<List<String>> cleanUp) {
        /// With a file that everything waits for, or without a log.
        public Monitor(
                Optional<String> log,
                long logLimit,
                long logFiles,
                Optional<String> detachKeys,
                String container,
                Optional<List<String>> cleanUp) {
            this(log, logLimit, logFiles, 0, "", detachKeys, container, cleanUp);
        }
    }

    /// The operations of one list, by its number in the contract.
    public List<Op> list(int number) {
        return switch (number) {
            case Contract.LIST_BEFORE -> before;
            case Contract.LIST_CHILD -> child;
            case Contract.LIST_BESIDE -> beside;
            case Contract.LIST_AFTER -> after;
            case Contract.LIST_EXIT -> exit;
            default -> List.of();
        };
    }

    /// Whether the front waits for [Contract#MSG_GO] before the container's program may run.
    public boolean awaits() {
        for (Op op : beside) {
            if (op.number() == Contract.OP_AWAIT) {
                return true;
            }
        }
        return false;
    }

    /// True when a flag of the contract is set.
    public boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
