package dev.jong.cli.option;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// A value beside the option it was given to, so that whoever parses it further can name the option in errors.
///
/// @param text the value as typed, a byte string; `true` or `false` for a flag
public record OptionValue(OptionSpec option, String text) {
    /// A value of an option that is not in any table, for callers other than the command line.
    public static OptionValue of(String option, String text) {
        return new OptionValue(OptionSpec.text(option, "VALUE", ""), text);
    }

    /// The error that this value is wrong.
    ///
    /// @param why what is wrong, lower case, no full stop
    /// @param hint what to write instead, one line
    public JongException invalid(String why, String hint) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid argument "
                                + Quoted.of(text)
                                + " for \""
                                + option.label()
                                + "\" flag: "
                                + why)
                .hint(hint);
    }

    /// The error that this value means something that Jong can't do yet.
    ///
    /// @param hint what to do instead, one line
    public JongException unsupported(String hint) {
        return JongException.of(
                        ErrorKind.UNSUPPORTED,
                        "--" + option.name() + " " + Quoted.plain(text) + " is not supported yet")
                .hint(hint);
    }
}
