package dev.jong.build.lint;

import java.util.Locale;
import java.util.Optional;

/// How much a finding weighs, the heaviest first.
public enum Severity {
    /// It does not do what was meant.
    ERROR,
    /// It is likely to do harm.
    WARNING,
    /// It could be better.
    INFO,
    /// It could look better.
    STYLE;

    /// Its name as options and outputs have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The severity of that name.
    public static Optional<Severity> of(String word) {
        for (Severity severity : values()) {
            if (severity.word().equals(word)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }
}
