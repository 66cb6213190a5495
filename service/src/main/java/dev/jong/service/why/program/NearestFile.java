package dev.jong.service.why.program;

import dev.jong.base.EditDistance;
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
            int changes = similar ? EditDistance.between(typed, name) : least;
            if (changes < least) {
                least = changes;
                best = name;
            }
        }
        return best;
    }
}
