package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;

/// Whole numbers within bounds, and numbers of CPUs.
public final class NumberParser {
    private static final long NANO = 1_000_000_000L;

    private NumberParser() {}

    /// A whole number between the two, both included.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is none, or outside
    public static long between(long min, long max, OptionValue value) {
        long number;
        try {
            number = Long.parseLong(value.text());
        } catch (NumberFormatException e) {
            throw value.invalid("not a whole number", range(min, max)).causedBy(e);
        }
        if (number < min || number > max) {
            throw value.invalid("out of range", range(min, max));
        }
        return number;
    }

    private static String range(long min, long max) {
        return max == Long.MAX_VALUE
                ? "use a whole number from " + min
                : "use a whole number from " + min + " to " + max;
    }

    /// A number of CPUs, such as `1.5`, in billionths. 0 means no limit.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is no decimal number or has more than nine
    ///     places
    public static long cpus(OptionValue value) {
        String text = value.text();
        int dot = text.indexOf('.');
        String whole = dot < 0 ? text : text.substring(0, dot);
        String fraction = dot < 0 ? "" : text.substring(dot + 1);
        boolean digits = Chars.areDigits(whole + fraction) && !(dot >= 0 && fraction.isEmpty());
        if (!digits || whole.length() > 6) {
            throw value.invalid("not a number of CPUs", "use a number such as 1.5");
        }
        if (fraction.length() > 9) {
            throw value.invalid("value is too precise", "use nine decimal places at most");
        }
        long nano = whole.isEmpty() ? 0 : Long.parseLong(whole) * NANO;
        return nano
                + (fraction.isEmpty()
                        ? 0
                        : Long.parseLong((fraction + "000000000").substring(0, 9)));
    }

    /// The option form of a number of CPUs.
    public static String printCpus(long nanoCpus) {
        String fraction = Long.toString(NANO + nanoCpus % NANO).substring(1);
        int end = fraction.length();
        while (end > 0 && fraction.charAt(end - 1) == '0') {
            end--;
        }
        String whole = Long.toString(nanoCpus / NANO);
        return end == 0 ? whole : whole + "." + fraction.substring(0, end);
    }
}
