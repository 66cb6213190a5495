package dev.jong.build.lint;

import dev.jong.build.dockerfile.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Collects what checks find, as far as it is wanted.
final class Findings {
    /// A file whose every line is wrong needs no list of all.
    private static final int MOST = 10_000;

    private final LintSettings settings;
    private final Pragmas pragmas;
    private final List<Finding> found = new ArrayList<>();

    Findings(LintSettings settings, Pragmas pragmas) {
        this.settings = settings;
        this.pragmas = pragmas;
    }

    /// Adds a finding of a rule.
    ///
    /// @param message printable
    void add(String rule, Origin at, String message) {
        Rule known = RuleTable.rule(rule);
        boolean on = known.usual() || settings.wanted().contains(rule) || pragmas.wants(known);
        if (on) {
            add(new Finding(rule, known.severity(), message, at, known.help()));
        }
    }

    /// Whether it is no use to look any further.
    boolean isFull() {
        return found.size() >= MOST;
    }

    void add(Finding finding) {
        boolean off = isFull() || settings.skipped().contains(finding.rule());
        if (off || pragmas.skips(finding.rule(), finding.at())) {
            return;
        }
        Severity severity = settings.severities().getOrDefault(finding.rule(), finding.severity());
        found.add(
                new Finding(
                        finding.rule(), severity, finding.message(), finding.at(), finding.help()));
    }

    /// All, in the order of the file.
    List<Finding> all() {
        List<Finding> sorted = new ArrayList<>(Set.copyOf(found));
        sorted.sort(
                Comparator.comparingInt((Finding finding) -> finding.at().first())
                        .thenComparing(Finding::rule)
                        .thenComparing(Finding::message));
        return sorted;
    }
}
