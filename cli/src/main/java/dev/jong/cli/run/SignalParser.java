package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;

/// Signals by name, with or without `SIG` and in either case, or by number. Numbers are those of Linux on every
/// architecture but MIPS, Alpha, SPARC and PA-RISC.
public final class SignalParser {
    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
        "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
        "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
    };
    private static final int FIRST_REALTIME = 34;
    private static final int LAST_REALTIME = 64;

    private SignalParser() {}

    /// The number of a signal, 1 to 64.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when there is no such signal
    public static int parse(OptionValue value) {
        String text = value.text();
        if (Chars.areDigits(text) && text.length() <= 2) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= LAST_REALTIME) {
                return number;
            }
        }
        int number = byName(Chars.upper(text));
        if (number == 0) {
            throw value.invalid(
                    "invalid signal", "use a name such as TERM or HUP, or a number from 1 to 64");
        }
        return number;
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
        boolean realtime = number > FIRST_REALTIME && number <= LAST_REALTIME;
        return realtime ? "SIGRTMIN+" + (number - FIRST_REALTIME) : Integer.toString(number);
    }

    private static int byName(String upper) {
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
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
            case "RTMAX" -> LAST_REALTIME;
            default -> realtime(name);
        };
    }

    private static int realtime(String name) {
        if (name.length() < 7 || name.length() > 8 || !Chars.areDigits(name.substring(6))) {
            return 0;
        }
        int offset = Integer.parseInt(name.substring(6));
        if (offset > LAST_REALTIME - FIRST_REALTIME) {
            return 0;
        }
        if (name.startsWith("RTMIN+")) {
            return FIRST_REALTIME + offset;
        }
        return name.startsWith("RTMAX-") ? LAST_REALTIME - offset : 0;
    }
}
