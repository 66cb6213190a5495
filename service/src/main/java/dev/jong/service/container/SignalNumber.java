package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.Locale;

/// Signals by name or number, as on x86-64 and aarch64.
final class SignalNumber {
    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
        "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
        "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
    };
    private static final int LAST = 64;

    private SignalNumber() {}

    /// @throws JongException INVALID_ARGUMENT when there is no such signal
    static int of(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        name = name.startsWith("SIG") ? name.substring(3) : name;
        for (int i = 1; i < NAMES.length; i++) {
            if (NAMES[i].equals(name)) {
                return i;
            }
        }
        int number = name.equals("RTMIN") ? 34 : name.equals("RTMAX") ? LAST : number(name);
        if (number < 1 || number > LAST) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "invalid signal: " + Text.printable(text))
                    .hint("use a name such as TERM or SIGTERM, or a number from 1 to 64");
        }
        return number;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
