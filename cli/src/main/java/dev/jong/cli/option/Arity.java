package dev.jong.cli.option;

/// How many arguments a command takes.
///
/// @param max the most, or [#ANY]
public record Arity(int min, int max) {
    /// No upper limit.
    public static final int ANY = Integer.MAX_VALUE;

    /// Exactly so many.
    public static Arity exactly(int count) {
        return new Arity(count, count);
    }

    /// So many or more.
    public static Arity atLeast(int count) {
        return new Arity(count, ANY);
    }

    /// Between the two, both included.
    public static Arity between(int min, int max) {
        return new Arity(min, max);
    }

    boolean accepts(int count) {
        return count >= min && count <= max;
    }

    /// What is wanted, as in `requires at least 1 argument`.
    String wanted() {
        if (max == 0) {
            return "accepts no arguments";
        }
        if (min == max) {
            return "requires exactly " + counted(min);
        }
        if (max == ANY) {
            return "requires at least " + counted(min);
        }
        return min == 0
                ? "requires at most " + counted(max)
                : "requires at least " + min + " and at most " + counted(max);
    }

    private static String counted(int count) {
        return count == 1 ? "1 argument" : count + " arguments";
    }
}
