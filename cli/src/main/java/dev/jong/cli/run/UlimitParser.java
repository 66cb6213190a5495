package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.service.container.RunOptions.Ulimit;

/// `--ulimit NAME=SOFT[:HARD]`; -1 or `unlimited` for no limit, and the hard limit is the soft one when it is
/// left out.
public final class UlimitParser {
    private static final String NAMES =
            " core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack ";

    private UlimitParser() {}

    /// One limit.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when the name is unknown, a number is none, or the
    ///     soft limit is above the hard one
    public static Ulimit parse(OptionValue value) {
        String text = value.text();
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw value.invalid(
                    "invalid ulimit argument", "write NAME=SOFT:HARD, such as nofile=1024:4096");
        }
        String name = text.substring(0, equals);
        if (name.isEmpty()
                || !Chars.areLettersDigitsOr("", name)
                || !NAMES.contains(" " + name + " ")) {
            throw value.invalid(
                    "invalid ulimit type", "use one of" + NAMES.substring(0, NAMES.length() - 1));
        }
        String limits = text.substring(equals + 1);
        int colon = limits.indexOf(':');
        long soft = limit(value, colon < 0 ? limits : limits.substring(0, colon));
        long hard = colon < 0 ? soft : limit(value, limits.substring(colon + 1));
        if (hard >= 0 && (soft < 0 || soft > hard)) {
            throw value.invalid(
                    "the soft limit is above the hard limit", "write the smaller one first");
        }
        return new Ulimit(name, soft, hard);
    }

    /// The option form of a limit.
    public static String print(Ulimit limit) {
        return limit.name() + "=" + limit.soft() + ":" + limit.hard();
    }

    private static long limit(OptionValue value, String number) {
        if (number.equals("-1") || number.equals("unlimited")) {
            return -1;
        }
        if (!Chars.areDigits(number) || number.length() > 18) {
            throw value.invalid("a limit is not a number", "use a number, or -1 for no limit");
        }
        return Long.parseLong(number);
    }
}
