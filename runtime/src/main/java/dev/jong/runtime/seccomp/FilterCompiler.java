package dev.jong.runtime.seccomp;

import dev.jong.runtime.capability.Capability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiles a profile to a classic BPF program, `struct sock_filter[]` in little-endian bytes: first the architecture
/// is looked at, then the number is searched in a balanced tree of spans, then arguments are compared. A tree
/// rather than a list, because the kernel runs the program once for every number when it is installed, to find
/// out which calls are always allowed: with a list that costs more than the rest of a start.
final class FilterCompiler {
    private static final int NUMBER = 0; // offsets in seccomp_data
    private static final int ARCHITECTURE = 4;

    private final Assembler out = new Assembler();
    private final Map<Verdict, Integer> leaves = new HashMap<>();

    private FilterCompiler() {}

    /// Compiles for a container.
    ///
    /// @param granted its bounding set, which conditions of the profile are about
    /// @param host the architecture of the kernel
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when the profile needs more instructions than the kernel
    ///     takes
    static byte[] compile(
            Profile profile,
            Set<Capability> granted,
            Architecture host,
            KernelVersion kernel,
            SyscallTable table) {
        FilterCompiler compiler = new FilterCompiler();
        // The process, not the thread: a program that lost one thread to the filter hangs instead
        // of ending.
        int start = compiler.out.end(Action.KILL_PROCESS);
        Optional<Architecture> sibling = host.sibling().filter(profile.architectures()::contains);
        if (sibling.isPresent()) {
            VerdictTable calls =
                    VerdictTable.of(profile, granted, kernel, host, sibling.get(), table);
            start = compiler.guard(sibling.get(), compiler.search(calls), start);
        }
        VerdictTable calls = VerdictTable.of(profile, granted, kernel, host, host, table);
        start = compiler.guard(host, compiler.search(calls), start);
        return compiler.out.program(compiler.out.load(ARCHITECTURE, start));
    }

    private int guard(Architecture architecture, int search, int otherwise) {
        return out.branch(Assembler.JUMP_EQUAL, architecture.auditNumber(), search, otherwise);
    }

    private int search(VerdictTable calls) {
        return out.load(NUMBER, tree(calls.spans(), 0, calls.spans().size()));
    }

    private int tree(List<VerdictTable.Span> spans, int from, int to) {
        VerdictTable.Span first = spans.get(from);
        if (to - from == 1) {
            return leaf(first.verdict());
        }
        if (to - from == 3 && isHole(spans, from)) {
            int inside = leaf(spans.get(from + 1).verdict());
            return out.branch(
                    Assembler.JUMP_EQUAL,
                    (int) spans.get(from + 1).start(),
                    inside,
                    leaf(first.verdict()));
        }
        int middle = (from + to) >>> 1;
        int right = tree(spans, middle, to);
        int left = tree(spans, from, middle);
        return out.branch(Assembler.JUMP_NOT_LESS, (int) spans.get(middle).start(), right, left);
    }

    /// True when the second of three spans is one number between two spans of the same verdict.
    private static boolean isHole(List<VerdictTable.Span> spans, int from) {
        return spans.get(from + 2).start() - spans.get(from + 1).start() == 1
                && spans.get(from).verdict().equals(spans.get(from + 2).verdict());
    }

    private int leaf(Verdict verdict) {
        Integer known = leaves.get(verdict);
        if (known != null) {
            return known;
        }
        int start = out.end(verdict.fallback());
        for (Verdict.Clause clause : verdict.clauses().reversed()) {
            start = clause(clause, start);
        }
        leaves.put(verdict, start);
        return start;
    }

    private int clause(Verdict.Clause clause, int otherwise) {
        int start = out.end(clause.action());
        for (ArgumentTest test : clause.tests().reversed()) {
            start = ArgumentCode.write(out, test, start, otherwise);
        }
        return start;
    }
}
