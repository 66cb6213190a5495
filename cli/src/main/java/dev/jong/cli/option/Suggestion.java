package dev.jong.cli.option;

import java.util.List;

/// Finds what a user meant by a word that does not exist: the known word with the fewest changes, where a change
/// is a letter added, left out, replaced, or swapped with its neighbour (optimal string alignment).
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
            int distance = distance(word, candidate);
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

    static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            table[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            table[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                table[i][j] = step(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int step(int[][] table, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
                Math.min(
                        Math.min(table[i - 1][j], table[i][j - 1]) + 1,
                        table[i - 1][j - 1] + change);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
