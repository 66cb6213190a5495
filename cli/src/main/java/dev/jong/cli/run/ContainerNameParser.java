package dev.jong.cli.run;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.Quoted;

/// Names of containers: at least two of `[a-zA-Z0-9_.-]`, the first a letter or digit, at most 255, so that a
/// name is always one safe file name and never looks like an option.
public final class ContainerNameParser {
    private static final int LONGEST = 255;

    private ContainerNameParser() {}

    /// Checks a name.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is outside the grammar
    public static String parse(String name) {
        boolean fits =
                name.length() >= 2
                        && name.length() <= LONGEST
                        && Chars.isLetterOrDigit(name.charAt(0))
                        && Chars.areLettersDigitsOr("_.-", name);
        if (!fits) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "invalid container name " + Quoted.of(name))
                    .hint(
                            "use 2 to 255 of letters, digits, _ . and -, beginning with a letter or digit");
        }
        return name;
    }
}
