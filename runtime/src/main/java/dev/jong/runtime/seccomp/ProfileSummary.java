package dev.jong.runtime.seccomp;

import dev.jong.base.Text;
import dev.jong.runtime.capability.Capability;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Says in a few lines what a profile does to a container. For people; never on the way of a run.
final class ProfileSummary {
    private final Profile profile;
    private final Architecture host;
    private final KernelVersion kernel;
    private final SyscallTable table;

    private ProfileSummary(
            Profile profile, Architecture host, KernelVersion kernel, SyscallTable table) {
        this.profile = profile;
        this.host = host;
        this.kernel = kernel;
        this.table = table;
    }

    /// Lines without a newline at the end: name and counts, what capabilities opened, other architectures.
    static String of(
            String name,
            Profile profile,
            Set<Capability> granted,
            Architecture host,
            KernelVersion kernel,
            SyscallTable table) {
        ProfileSummary summary = new ProfileSummary(profile, host, kernel, table);
        StringBuilder out = new StringBuilder("profile ").append(Text.printable(name)).append(": ");
        summary.counts(out, granted);
        for (Capability capability : granted) {
            summary.opened(out, capability);
        }
        summary.others(out);
        return out.toString();
    }

    private void counts(StringBuilder out, Set<Capability> granted) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int conditional = 0;
        for (Verdict verdict : verdicts(granted).values()) {
            if (verdict.clauses().isEmpty()) {
                counts.merge(words(verdict.fallback()), 1, Integer::sum);
            } else {
                conditional++;
            }
        }
        counts.forEach(
                (action, count) -> out.append(count).append(' ').append(action).append(", "));
        out.append(conditional)
                .append(" by their arguments, any other call: ")
                .append(words(profile.defaultAction()));
    }

    private void opened(StringBuilder out, Capability capability) {
        Set<String> names = new TreeSet<>();
        for (Rule rule : profile.rules()) {
            boolean asks = rule.includes().caps().contains(capability.kernelName());
            if (asks && rule.action().kind() == Action.Kind.ALLOW) {
                names.addAll(rule.names());
            }
        }
        names.removeIf(name -> table.number(name, host).isEmpty());
        if (!names.isEmpty()) {
            out.append('\n')
                    .append(capability.kernelName())
                    .append(" opens ")
                    .append(String.join(" ", names));
        }
    }

    private void others(StringBuilder out) {
        Optional<Architecture> sibling = host.sibling();
        if (sibling.isPresent()) {
            boolean taken = profile.architectures().contains(sibling.get());
            out.append('\n').append(sibling.get().kernelName());
            out.append(taken ? " calls: by the same rules" : " calls: end the process");
        }
        if (host == Architecture.X86_64) {
            out.append("\nx32 calls: ").append(words(Action.NO_SUCH_CALL));
        }
    }

    private Map<String, Verdict> verdicts(Set<Capability> granted) {
        Map<String, Verdict.Gathering> calls = new LinkedHashMap<>();
        for (Rule rule : profile.rules()) {
            if (rule.applies(granted, host, kernel)) {
                Verdict.Contribution contribution = Verdict.Contribution.of(rule);
                for (String name : new LinkedHashSet<>(rule.names())) {
                    if (table.number(name, host).isPresent()) {
                        calls.computeIfAbsent(name, n -> new Verdict.Gathering()).add(contribution);
                    }
                }
            }
        }
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        calls.forEach((name, gathering) ->
                verdicts.put(name, gathering.verdict(profile.defaultAction())));
        return verdicts;
    }

    private static String words(Action action) {
        return switch (action.kind()) {
            case ALLOW -> "allowed";
            case LOG -> "allowed and logged";
            case ERRNO -> "refused with " + errorName(action.data());
            case TRAP -> "ended by SIGSYS unless handled";
            case TRACE -> "left to a tracer";
            case KILL_THREAD -> "ending the thread";
            case KILL_PROCESS -> "ending the process";
        };
    }

    private static String errorName(int number) {
        return switch (number) {
            case Action.EPERM -> "EPERM";
            case Action.ENOSYS -> "ENOSYS";
            default -> "error " + number;
        };
    }
}
