package dev.jong.image.change;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Durations as Docker writes them: `1h2m3.5s`, `300ms`.
public final class GoDuration {
    private static final String[] UNITS = {"ns", "us", "ms", "s", "m", "h"};
    private static final long[] NANOSECONDS = {
        1, 1_000, 1_000_000, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L
    };

    private GoDuration() {}

    /// Parses a duration that is not negative.
    ///
    /// @throws JongException INVALID_ARGUMENT for anything else
    public static long nanoseconds(String text) {
        if (text.equals("0")) {
            return 0;
        }
        BigDecimal sum = BigDecimal.ZERO;
        int at = 0;
        while (at < text.length()) {
            int digits = at;
            while (digits < text.length() && isDigit(text.charAt(digits))) {
                digits++;
            }
            int end = digits;
            while (end < text.length() && !isDigit(text.charAt(end))) {
                end++;
            }
            sum =
                    sum.add(
                            number(text, text.substring(at, digits))
                                    .multiply(unit(text, text.substring(digits, end))));
            at = end;
        }
        if (text.isEmpty() || sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw invalid(text);
        }
        return sum.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static BigDecimal number(String text, String digits) {
        try {
            if (digits.length() > 30) {
                throw invalid(text);
            }
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw invalid(text).causedBy(e);
        }
    }

    private static BigDecimal unit(String text, String unit) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return BigDecimal.valueOf(NANOSECONDS[i]);
            }
        }
        throw invalid(text);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static JongException invalid(String text) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "\"" + Text.printable(text) + "\" is not a duration such as 1m30s");
    }
}
