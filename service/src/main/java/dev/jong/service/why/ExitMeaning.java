package dev.jong.service.why;

import dev.jong.service.container.Finding;
import dev.jong.service.container.SignalNumber;

/// What exit codes usually mean.
final class ExitMeaning {
    private static final int SIGNALS = 128;
    private static final int LAST = 64;

    private ExitMeaning() {}

    /// The signal that an exit code tells of, as shells count; 0 when it tells of none.
    static int signal(int code) {
        return code > SIGNALS && code <= SIGNALS + LAST ? code - SIGNALS : 0;
    }

    /// @param signal that ended the first process, or 0
    /// @param alone nothing else explains the end
    static Finding of(int code, int signal, boolean alone) {
        return new Finding(
                "exit-code",
                "exit code " + code + ": " + text(code, signal),
                alone ? hint(code) : "");
    }

    private static String text(int code, int signal) {
        if (signal > 0) {
            return SignalNumber.print(signal) + " (" + signal + ") ended it";
        }
        int told = signal(code);
        if (told > 0 && code != 255) {
            return "it ended by itself, and the code says that "
                    + SignalNumber.print(told)
                    + " ("
                    + told
                    + ") ended something it had started, or was handled by it";
        }
        return switch (code) {
            case 0 -> "it ended by itself, with success";
            case 1 -> "it ended by itself with an error; what 1 means the program decides";
            case 2 ->
                    "it ended by itself; 2 is mostly a wrong argument or an error in a shell script";
            case 125 -> "mostly a command of a container engine that failed, or timeout or env";
            case 126 -> "mostly a program that was found and could not be run";
            case 127 -> "mostly a program or a library that was not found";
            case 128 -> "mostly a script that ended with a number that is no exit code";
            case 255 -> "it ended by itself; 255 is mostly -1, or ssh without a connection";
            default ->
                    "it ended by itself with an error; what " + code + " means the program decides";
        };
    }

    private static String hint(int code) {
        return switch (code) {
            case 0 ->
                    "a service must stay in the foreground: one that goes to the background ends its container";
            case 2 -> "compare the arguments with the program's help";
            case 126, 127 -> "look at the last lines of its log for the name";
            default -> "look at its log: jong logs";
        };
    }
}
