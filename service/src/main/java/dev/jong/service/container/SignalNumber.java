package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// Signals by name, with or without `SIG` and in either case, or by number. Numbers are those of Linux on every
/// architecture but MIPS, Alpha, SPARC and PA-RISC; real-time signals count from what the C library leaves of them.
public final class SignalNumber {
    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
        "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
        "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
    };
    private static final int FIRST_REALTIME = 34;
    private static final int LAST = 64;

    /// `RTMIN+` and `RTMAX-`.
    private static final int REALTIME_PREFIX = 6;

    private SignalNumber() {}

    /// The number of a signal, 1 to 64.
    ///
    /// @throws JongException INVALID_ARGUMENT when there is no such signal
    public static int of(String text) {
        int number = find(text);
        if (number == 0) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "invalid signal: " + Text.printable(text))
                    .hint("use a name such as TERM or SIGTERM, or a number from 1 to 64");
        }
        return number;
    }

    /// The same, 0 when there is no such signal.
    public static int find(String text) {
        int number = digits(text, 0);
        if (number >= 0) {
            return number <= LAST ? number : 0;
        }
        String upper = upper(text);
        return byName(upper.startsWith("SIG") ? upper.substring(3) : upper);
    }

    /// The name of a signal with `SIG` before it, such as `SIGTERM` or `SIGRTMIN+3`; a number that has no name
    /// stays a number.
    public static String print(int number) {
        if (number > 0 && number < NAMES.length) {
            return "SIG" + NAMES[number];
        }
        if (number == FIRST_REALTIME) {
            return "SIGRTMIN";
        }
        boolean realtime = number > FIRST_REALTIME && number <= LAST;
        return realtime ? "SIGRTMIN+" + (number - FIRST_REALTIME) : Integer.toString(number);
    }

    private static int byName(String name) {
        for (int i = 1; i < NAMES.length; i++) {
            if (NAMES[i].equals(name)) {
                return i;
            }
        }
        return switch (name) {
            case "IOT" -> 6;
            case "CLD" -> 17;
            case "POLL" -> 29;
            case "RTMIN" -> FIRST_REALTIME;
            case "RTMAX" -> LAST;
            default -> realtime(name);
        };
    }

    private static int realtime(String name) {
        int offset = digits(name, REALTIME_PREFIX);
        if (offset < 0 || offset > LAST - FIRST_REALTIME) {
            return 0;
        }
        if (name.startsWith("RTMIN+")) {
            return FIRST_REALTIME + offset;
        }
        return name.startsWith("RTMAX-") ? LAST - offset : 0;
    }

    /// The number that one or two digits at the end make, -1 when something else stands there.
    private static int digits(String text, int from) {
        int length = text.length() - from;
        if (length < 1 || length > 2) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /// ASCII letters in upper case, whatever the locale.
    private static String upper(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
        }
        return out.toString();
    }
}
