package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;

/// Sizes in bytes, as other engines write them: a number, perhaps with a fraction, and a unit of 1024: `b`, `k`,
/// `m`, `g`, `t` or `p` in either case, also as `kb` or `kib`.
public final class SizeParser {
    private static final String UNITS = "bkmgtp";
    private static final String HINT = "write a number and b, k, m, g or t, such as 512m";

    private SizeParser() {}

    /// A size of at least 0.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is no size, or more than 2^63 - 1 bytes
    public static long parse(OptionValue value) {
        String text = value.text();
        int end = 0;
        int dot = -1;
        while (end < text.length()
                && (Chars.isDigit(text.charAt(end)) || text.charAt(end) == '.' && dot < 0)) {
            if (text.charAt(end) == '.') {
                dot = end;
            }
            end++;
        }
        String whole = text.substring(0, dot < 0 ? end : dot);
        String fraction = dot < 0 ? "" : text.substring(dot + 1, end);
        if (!Chars.areDigits(whole + fraction) || whole.length() > 19) {
            throw value.invalid("invalid size", HINT);
        }
        int shift = shift(value, text.substring(end));
        try {
            return Math.addExact(
                    Math.multiplyExact(whole.isEmpty() ? 0 : Long.parseLong(whole), 1L << shift),
                    part(fraction, shift));
        } catch (ArithmeticException | NumberFormatException e) {
            throw value.invalid("size is too large", HINT).causedBy(e);
        }
    }

    /// The same size as an option writes it: bytes, without a unit.
    public static String print(long bytes) {
        return Long.toString(bytes);
    }

    private static int shift(OptionValue value, String suffix) {
        if (suffix.isEmpty()) {
            return 0;
        }
        String unit = suffix.charAt(0) == ' ' ? suffix.substring(1) : suffix;
        int index = unit.isEmpty() ? -1 : UNITS.indexOf(lower(unit.charAt(0)));
        boolean plain =
                unit.length() == 1
                        || unit.length() == 2 && lower(unit.charAt(1)) == 'b' && index > 0
                        || unit.length() == 3
                                && lower(unit.charAt(1)) == 'i'
                                && lower(unit.charAt(2)) == 'b'
                                && index > 0;
        if (index < 0 || !plain) {
            throw value.invalid("invalid suffix", HINT);
        }
        return 10 * index;
    }

    /// The bytes behind the point, rounded down; nine digits are more than anyone means.
    private static long part(String fraction, int shift) {
        double value = 0;
        double weight = 0.1;
        for (int i = 0; i < Math.min(fraction.length(), 9); i++) {
            value += (fraction.charAt(i) - '0') * weight;
            weight /= 10;
        }
        return (long) (value * (1L << shift) + 1e-6);
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
