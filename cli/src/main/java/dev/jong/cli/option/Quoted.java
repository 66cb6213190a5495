package dev.jong.cli.option;

import dev.jong.base.Text;

/// How messages quote what a user typed: safe for a terminal, and never longer than a line should be.
public final class Quoted {
    private static final int LONGEST = 200;

    private Quoted() {}

    /// The text in double quotes.
    public static String of(String text) {
        return "\"" + plain(text) + "\"";
    }

    /// The text without quotes.
    public static String plain(String text) {
        return text.length() <= LONGEST
                ? Text.printable(text)
                : Text.printable(text.substring(0, LONGEST)) + "...";
    }
}
