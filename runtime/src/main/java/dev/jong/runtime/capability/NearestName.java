package dev.jong.runtime.capability;

import java.util.Locale;

/// Finds what a mistyped capability was probably meant to be. Only on the way to an error.
final class NearestName {
    /// More changes than this and the guess would be a riddle.
    private static final int MOST_CHANGES = 4;

    private NearestName() {}

    static String hint(String typed) {
        String upper = typed.toUpperCase(Locale.ROOT);
        String wanted = upper.startsWith("CAP_") ? upper.substring(4) : upper;
        String best = "";
        int bestChanges = MOST_CHANGES + 1;
        // Nobody mistypes a whole screen: long text costs quadratic time for nothing.
        for (Capability capability :
                wanted.length() > 40 ? new Capability[0] : Capability.values()) {
            int changes = changes(wanted, capability.name());
            if (changes < bestChanges) {
                bestChanges = changes;
                best = capability.name();
            }
        }
        return best.isEmpty()
                ? "see capabilities(7) for the names, or use ALL"
                : "did you mean " + best + "?";
    }

    /// Single-character insertions, removals and replacements that lead from one text to the other.
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
