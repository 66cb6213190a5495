package dev.jong.cli.option;

import java.util.List;

/// One command, as data.
///
/// @param path its full name, such as `container ls`
/// @param aliases other names; the first one without a space is the short form, such as `ps`
/// @param summary one line for lists of commands
/// @param arguments what follows the options, such as `IMAGE [COMMAND] [ARG...]`
/// @param interspersed whether options may follow arguments; not so where the arguments are a command of their own
/// @param examples command lines, without a prompt
/// @param later empty, or what to do instead of this command, which does not exist yet
/// @param hidden whether lists of commands leave it out
public record CommandSpec(
        String path,
        List<String> aliases,
        String summary,
        String arguments,
        Arity arity,
        boolean interspersed,
        List<OptionSection> sections,
        List<String> examples,
        String later,
        boolean hidden) {

    /// A command that works.
    public static CommandSpec of(
            String path,
            String alias,
            String summary,
            String arguments,
            Arity arity,
            OptionSpec... options) {
        return new CommandSpec(
                path,
                alias.isEmpty() ? List.of() : List.of(alias),
                summary,
                arguments,
                arity,
                true,
                List.of(OptionSection.of("Options", options)),
                List.of(),
                "",
                false);
    }

    /// A command that is known and refused by name.
    public static CommandSpec later(String path, String alias, String summary, String hint) {
        List<String> aliases = alias.isEmpty() ? List.of() : List.of(alias);
        return new CommandSpec(
                path,
                aliases,
                summary,
                "",
                Arity.atLeast(0),
                false,
                List.of(),
                List.of(),
                hint,
                false);
    }

    /// The same command with examples for its help.
    public CommandSpec examples(String... lines) {
        return new CommandSpec(
                path,
                aliases,
                summary,
                arguments,
                arity,
                interspersed,
                sections,
                List.of(lines),
                later,
                hidden);
    }

    /// The same command under another full name.
    public CommandSpec also(String alias) {
        List<String> more = new java.util.ArrayList<>(aliases);
        more.add(alias);
        return new CommandSpec(
                path,
                List.copyOf(more),
                summary,
                arguments,
                arity,
                interspersed,
                sections,
                examples,
                later,
                hidden);
    }

    /// The same command, left out of lists.
    public CommandSpec hide() {
        return new CommandSpec(
                path,
                aliases,
                summary,
                arguments,
                arity,
                interspersed,
                sections,
                examples,
                later,
                true);
    }

    /// Whether it is refused by name.
    public boolean isLater() {
        return !later.isEmpty();
    }

    /// The name that users type: the short form where there is one.
    public String title() {
        for (int i = 0; i < aliases.size(); i++) {
            if (aliases.get(i).indexOf(' ') < 0) {
                return aliases.get(i);
            }
        }
        return path;
    }
}
