package dev.jong.runtime.seccomp;

import dev.jong.runtime.capability.Capability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// The verdicts on all 2^32 system call numbers of one architecture, as spans of equal verdicts.
final class VerdictTable {
    /// Bit of the x32 calls, which enter a 64-bit kernel as numbers of x86-64 with this bit.
    private static final long X32_BIT = 0x40000000L;

    /// Numbers that only x32 has. Kernels before 5.4 took them without the bit too, as other calls in disguise.
    private static final long X32_ONLY_FROM = 512;

    private static final long X32_ONLY_TO = 547;

    private final List<Span> spans = new ArrayList<>();

    private VerdictTable() {}

    /// Numbers from `start` up to the start of the next span.
    record Span(long start, Verdict verdict) {}

    /// Applies the rules that count for a container.
    ///
    /// @param host the architecture of the kernel, which conditions are about
    /// @param numbers the architecture whose calls are looked at: the host's or its sibling's
    static VerdictTable of(
            Profile profile,
            Set<Capability> granted,
            KernelVersion kernel,
            Architecture host,
            Architecture numbers,
            SyscallTable table) {
        Map<Long, Verdict.Gathering> calls = new TreeMap<>();
        for (Rule rule : profile.rules()) {
            if (rule.applies(granted, host, kernel)) {
                Verdict.Contribution contribution = Verdict.Contribution.of(rule);
                for (long number : numbersOf(rule, numbers, table)) {
                    calls.computeIfAbsent(number, n -> new Verdict.Gathering()).add(contribution);
                }
            }
        }
        return spans(calls, profile.defaultAction(), numbers == Architecture.X86_64);
    }

    List<Span> spans() {
        return spans;
    }

    /// Each once, however often a rule names a call.
    private static Set<Long> numbersOf(Rule rule, Architecture architecture, SyscallTable table) {
        Set<Long> numbers = new HashSet<>();
        for (String name : rule.names()) {
            OptionalLong number = table.number(name, architecture);
            if (number.isPresent()) {
                numbers.add(number.getAsLong());
            }
        }
        return numbers;
    }

    private static VerdictTable spans(
            Map<Long, Verdict.Gathering> calls, Action otherwise, boolean refuseX32) {
        VerdictTable out = new VerdictTable();
        Verdict none = Verdict.always(otherwise);
        long next = 0;
        for (Map.Entry<Long, Verdict.Gathering> call : calls.entrySet()) {
            if (call.getKey() > next) {
                out.add(next, none);
            }
            out.add(call.getKey(), call.getValue().verdict(otherwise));
            next = call.getKey() + 1;
        }
        out.add(next, none);
        if (refuseX32) {
            Verdict absent = Verdict.always(Action.NO_SUCH_CALL);
            out.add(X32_ONLY_FROM, absent);
            out.add(X32_ONLY_TO + 1, none);
            out.add(X32_BIT, absent);
        }
        return out;
    }

    private void add(long start, Verdict verdict) {
        if (spans.isEmpty() || !spans.getLast().verdict().equals(verdict)) {
            spans.add(new Span(start, verdict));
        }
    }
}
