package dev.jong.cli.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Sizes as lists show them: decimal units of 1000, three digits: `999B`, `4.5kB`, `1.23MB`, `123GB`.
public final class HumanSize {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final BigDecimal STEP = BigDecimal.valueOf(1000);
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private HumanSize() {}

    /// The size of so many bytes, at least 0.
    public static String of(long bytes) {
        BigDecimal size = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (size.compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
            size = size.movePointLeft(3);
            unit++;
        }
        size = size.round(THREE_DIGITS);
        // 999.9 of one unit is 1 of the next, not 1000.
        if (size.compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
            size = size.movePointLeft(3);
            unit++;
        }
        return (bytes == 0 ? "0" : size.stripTrailingZeros().toPlainString()) + UNITS[unit];
    }
}
