package dev.jong.runtime.seccomp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What happens to one system call: the first clause whose comparisons all hold decides, else the fallback.
record Verdict(List<Clause> clauses, Action fallback) {
    Verdict {
        clauses = List.copyOf(clauses);
    }

    /// An action under comparisons that must all hold; there is at least one.
    record Clause(List<ArgumentTest> tests, Action action) {
        Clause {
            tests = List.copyOf(tests);
        }
    }

    static Verdict always(Action action) {
        return new Verdict(List.of(), action);
    }

    /// What one rule says, to be shared by all calls that it names.
    record Contribution(List<Clause> clauses, Action action) {
        static Contribution of(Rule rule) {
            List<Clause> clauses = new ArrayList<>();
            for (List<ArgumentTest> tests : rule.alternatives()) {
                clauses.add(new Clause(tests, rule.action()));
            }
            return new Contribution(clauses, rule.action());
        }
    }

    /// Gathers the rules of one call. The first rule without comparisons is the base. Rules with comparisons
    /// count where there is no base or where they are stricter; among them the strictest that holds wins.
    /// Other runtimes drop comparisons beside a base, which would silently lift a restriction that the
    /// author of a profile asked for.
    static final class Gathering {
        private final List<Clause> clauses = new ArrayList<>();
        private Optional<Action> base = Optional.empty();

        void add(Contribution rule) {
            clauses.addAll(rule.clauses());
            if (rule.clauses().isEmpty() && base.isEmpty()) {
                base = Optional.of(rule.action());
            }
        }

        Verdict verdict(Action defaultAction) {
            List<Clause> kept = new ArrayList<>(clauses);
            base.ifPresent(
                    action -> kept.removeIf(clause -> !clause.action().isStricterThan(action)));
            kept.sort(Comparator.comparing(clause -> clause.action().kind()));
            Action fallback = base.orElse(defaultAction);
            while (!kept.isEmpty() && kept.getLast().action().equals(fallback)) {
                kept.removeLast();
            }
            return new Verdict(kept, fallback);
        }
    }
}
