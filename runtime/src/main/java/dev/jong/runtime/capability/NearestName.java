package dev.jong.runtime.capability;

import dev.jong.base.EditDistance;
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
            int changes = EditDistance.between(wanted, capability.name());
            if (changes < bestChanges) {
                bestChanges = changes;
                best = capability.name();
            }
        }
        return best.isEmpty()
                ? "see capabilities(7) for the names, or use ALL"
                : "did you mean " + best + "?";
    }
}
