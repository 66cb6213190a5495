package dev.jong.base;

/// How far apart two words are, to find what a mistyped one was meant to be. Only on the way to an error.
public final class EditDistance {
    private EditDistance() {}

    /// The fewest changes that lead from one word to the other, where a change is a letter added, left out, replaced,
    /// or swapped with its neighbour (optimal string alignment). Costs the product of both lengths, in time and memory:
    /// callers bound what they compare.
    public static int between(String a, String b) {
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
