package dev.jong.runtime.seccomp;

import dev.jong.runtime.capability.Capability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a profile means for one call, by going through its rules one after another as `docs/seccomp.md` tells it.
/// Slow and simple: what compiled filters are held against.
record ProfileMeaning(
        Profile profile,
        Set<Capability> granted,
        Architecture host,
        KernelVersion kernel,
        SyscallTable table) {

    Action of(Architecture entry, int number, long[] arguments) {
        if (entry != host
                && !(host.sibling().equals(Optional.of(entry))
                        && profile.architectures().contains(entry))) {
            return Action.KILL_PROCESS;
        }
        boolean x32 = (number & 0x40000000) != 0 || number < 0 || number >= 512 && number <= 547;
        if (entry == Architecture.X86_64 && x32) {
            return Action.NO_SUCH_CALL;
        }
        Action base = null;
        Action strictest = null;
        for (Rule rule : profile.rules()) {
            if (!rule.applies(granted, host, kernel) || !names(rule, entry, number)) {
                continue;
            }
            if (rule.alternatives().isEmpty()) {
                base = base == null ? rule.action() : base;
            } else if (rule.alternatives().stream().anyMatch(tests -> holds(tests, arguments))) {
                strictest =
                        strictest == null || rule.action().isStricterThan(strictest)
                                ? rule.action()
                                : strictest;
            }
        }
        if (base == null) {
            return strictest == null ? profile.defaultAction() : strictest;
        }
        return strictest != null && strictest.isStricterThan(base) ? strictest : base;
    }

    private boolean names(Rule rule, Architecture entry, int number) {
        for (String name : rule.names()) {
            if (table.number(name, entry).orElse(-1) == number && number >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(List<ArgumentTest> tests, long[] arguments) {
        return tests.stream().allMatch(test -> holds(test, arguments[test.index()]));
    }

    private static boolean holds(ArgumentTest test, long argument) {
        int order = Long.compareUnsigned(argument, test.value());
        return switch (test.operator()) {
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case EQ -> order == 0;
            case GE -> order >= 0;
            case GT -> order > 0;
            case MASKED_EQ -> (argument & test.value()) == (test.masked() & test.value());
        };
    }
}
