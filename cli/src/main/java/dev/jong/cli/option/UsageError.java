package dev.jong.cli.option;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// The errors of a command line that does not fit its table.
final class UsageError {
    private UsageError() {}

    static JongException of(String message, String hint) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, message).hint(hint);
    }

    static JongException unsupported(String message, String hint) {
        return JongException.of(ErrorKind.UNSUPPORTED, message).hint(hint);
    }

    /// The hint for a word that nobody knows: the nearest one that exists, or where to look.
    static String didYouMean(String nearest, String helpFor) {
        return nearest.isEmpty() ? "see " + help(helpFor) : "did you mean " + nearest + "?";
    }

    /// How to ask for help about a command, a group, or everything.
    static String help(String title) {
        return title.isEmpty() ? "jong --help" : "jong " + title + " --help";
    }
}
