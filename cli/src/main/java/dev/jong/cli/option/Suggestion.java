package dev.jong.cli.option;

import dev.jong.base.EditDistance;
import java.util.List;

/// Finds what a user meant by a word that does not exist: the known word with the fewest changes.
final class Suggestion {
    private static final int LONGEST = 40;

    private Suggestion() {}

    /// The nearest known word; empty when none is near, or when the word is too long to be a mistyped name.
    static String nearest(String word, List<String> known) {
        if (word.length() > LONGEST) {
            return "";
        }
        String best = "";
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = EditDistance.between(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? beginningWith(word, known) : best;
    }

    private static String beginningWith(String word, List<String> known) {
        for (String candidate : known) {
            if (word.length() >= 3 && candidate.startsWith(word)) {
                return candidate;
            }
        }
        return "";
    }
}
