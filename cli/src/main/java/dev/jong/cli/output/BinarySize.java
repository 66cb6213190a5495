package dev.jong.cli.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Sizes of memory: binary units of 1024, four digits: `512KiB`, `1.953GiB`.
public final class BinarySize {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private BinarySize() {}

    /// The size of so many bytes, at least 0.
    public static String of(long bytes) {
        BigDecimal size = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (size.compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
            size = size.divide(STEP, MathContext.DECIMAL64);
            unit++;
        }
        String digits = size.round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
        return (bytes == 0 ? "0" : digits) + UNITS[unit];
    }
}
