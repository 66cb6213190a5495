package dev.jong.service.why.program;

import java.util.Set;
import java.util.TreeSet;

/// Finds the name that a mistyped one was probably meant to be.
final class NearestFile {
    /// Nobody mistypes a whole screen, and a comparison costs the product of both lengths.
    private static final int LONGEST = 64;

    private static final int NAMES = 20_000;

    private NearestFile() {}

    /// The nearest name; empty when none is near.
    static String of(String typed, Set<String> names) {
        if (typed.length() > LONGEST || names.size() > NAMES) {
            return "";
        }
        String best = "";
        int least = 1 + Math.min(2, typed.length() / 3);
        // Of equally near ones the first by name, so that the answer is always the same.
        for (String name : new TreeSet<>(names)) {
            boolean similar = Math.abs(name.length() - typed.length()) < least;
            int changes = similar ? changes(typed, name) : least;
            if (changes < least) {
                least = changes;
                best = name;
            }
        }
        return best;
    }

    /// Single-character insertions, removals and replacements that lead from one text to the other.
    static int changes(String from, String to) {
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
