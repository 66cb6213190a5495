package dev.jong.cli.output;

/// Ids as lists show them.
public final class Ids {
    private static final int SHORT = 12;

    private Ids() {}

    /// The first twelve digits, without the algorithm of a digest.
    public static String shortened(String id) {
        String digits = id.substring(id.indexOf(':') + 1);
        return digits.length() <= SHORT ? digits : digits.substring(0, SHORT);
    }
}
