package dev.jong.build.dockerfile;

import dev.jong.base.EditDistance;
import java.util.Collection;
import java.util.Optional;

/// What a mistyped word was meant to be.
public final class Nearest {
    private static final int LONGEST = 64;
    private static final int MOST = 5_000;

    private Nearest() {}

    /// The candidate with the fewest changes from the word, when they are few: a third of its letters at most, rounded up. Only so
    /// many candidates are looked at that it never takes long.
    public static Optional<String> of(String word, Collection<String> candidates) {
        return of(word, candidates, (word.length() + 2) / 3);
    }

    /// The same with so many changes at most.
    public static Optional<String> of(String word, Collection<String> candidates, int most) {
        int least = most + 1;
        Optional<String> best = Optional.empty();
        int left = word.length() > LONGEST ? 0 : MOST;
        for (String candidate : candidates) {
            if (left-- <= 0) {
                break;
            }
            int apart = Math.abs(candidate.length() - word.length());
            int distance = apart < least ? EditDistance.between(word, candidate) : least;
            if (distance < least && distance > 0) {
                least = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /// The same as a question: `did you mean FROM?`; otherwise another text.
    public static String question(String word, Collection<String> candidates, String otherwise) {
        return of(word, candidates).map(found -> "did you mean " + found + "?").orElse(otherwise);
    }
}
