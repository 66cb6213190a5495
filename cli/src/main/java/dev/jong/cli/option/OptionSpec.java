package dev.jong.cli.option;

import java.util.List;

/// One option of a command, as data. Tables of these are built on the way of every command, so making one must
/// cost next to nothing.
///
/// @param name the long name without dashes
/// @param letter the short name, or 0 when there is none
/// @param spellings other long names that are understood but not shown: old ones, or those of other tools
/// @param metavar what its value is called in help; empty for a flag
/// @param help one line, or empty for an option that help does not show
/// @param neutral a value that asks for nothing: it is accepted even where the option is not supported
/// @param hint what to do instead, for an option that is not supported
public record OptionSpec(
        String name,
        char letter,
        List<String> spellings,
        Kind kind,
        String metavar,
        String help,
        Support support,
        String neutral,
        String hint) {

    /// What an option takes.
    public enum Kind {
        /// Nothing, or `=true` and `=false`.
        FLAG,
        /// Nothing, which is `true`, or `=` and a word; the last one counts.
        WORD,
        /// One value; the last one counts.
        TEXT,
        /// One value each time it is given; all count.
        LIST
    }

    /// What Jong makes of it.
    public enum Support {
        /// It works.
        FULL,
        /// It is accepted and changes nothing here, because what it asks for holds anyway.
        IGNORED,
        /// It is known and refused by name: its feature does not exist yet.
        LATER,
        /// It is known and refused by name: it means something on Windows only.
        WINDOWS
    }

    /// A flag without a short name.
    public static OptionSpec flag(String name, String help) {
        return of(Kind.FLAG, '\0', name, "", help);
    }

    /// A flag.
    public static OptionSpec flag(char letter, String name, String help) {
        return of(Kind.FLAG, letter, name, "", help);
    }

    /// A flag that words may follow with `=`, without a short name.
    public static OptionSpec word(String name, String metavar, String help) {
        return of(Kind.WORD, '\0', name, metavar, help);
    }

    /// An option with one value, without a short name.
    public static OptionSpec text(String name, String metavar, String help) {
        return of(Kind.TEXT, '\0', name, metavar, help);
    }

    /// An option with one value.
    public static OptionSpec text(char letter, String name, String metavar, String help) {
        return of(Kind.TEXT, letter, name, metavar, help);
    }

    /// An option that may be repeated, without a short name.
    public static OptionSpec list(String name, String metavar, String help) {
        return of(Kind.LIST, '\0', name, metavar, help);
    }

    /// An option that may be repeated.
    public static OptionSpec list(char letter, String name, String metavar, String help) {
        return of(Kind.LIST, letter, name, metavar, help);
    }

    /// An option whose feature does not exist yet.
    public static OptionSpec later(Kind kind, String name, String hint) {
        return later(kind, '\0', name, hint);
    }

    /// An option whose feature does not exist yet.
    public static OptionSpec later(Kind kind, char letter, String name, String hint) {
        return new OptionSpec(
                name, letter, List.of(), kind, metavar(kind), "", Support.LATER, "", hint);
    }

    /// An option with one value that means something on Windows only.
    public static OptionSpec windows(String name) {
        return new OptionSpec(
                name, '\0', List.of(), Kind.TEXT, "VALUE", "", Support.WINDOWS, "", "");
    }

    private static OptionSpec of(Kind kind, char letter, String name, String metavar, String help) {
        return new OptionSpec(name, letter, List.of(), kind, metavar, help, Support.FULL, "", "");
    }

    private static String metavar(Kind kind) {
        return kind == Kind.FLAG ? "" : "VALUE";
    }

    /// The same option, understood under another long name too.
    public OptionSpec also(String spelling) {
        return new OptionSpec(
                name, letter, List.of(spelling), kind, metavar, help, support, neutral, hint);
    }

    /// The same option with a value that is accepted although the option is not supported.
    public OptionSpec neutral(String value) {
        return new OptionSpec(name, letter, spellings, kind, metavar, help, support, value, hint);
    }

    /// The same option, accepted without an effect.
    public OptionSpec ignored() {
        return new OptionSpec(
                name, letter, spellings, kind, metavar, help, Support.IGNORED, neutral, hint);
    }

    /// How messages name it: `-m, --memory`, or `--memory`.
    public String label() {
        return letter == 0 ? "--" + name : "-" + letter + ", --" + name;
    }

    /// Whether it may stand without a value.
    boolean isBare() {
        return kind == Kind.FLAG || kind == Kind.WORD;
    }

    boolean isNamed(String longName) {
        return name.equals(longName) || !spellings.isEmpty() && spellings.contains(longName);
    }
}
