package dev.jong.cli.option;

import dev.jong.base.JongException;
import java.util.List;
import java.util.Optional;

/// Turns the arguments of the program into a command with its options. Every mistake is one line with one hint,
/// and ends with exit code 125: other engines end an unknown command with 1, which a script can't tell from a
/// command in a container that failed.
public final class CommandLineParser {
    private CommandLineParser() {}

    /// Parses a whole command line.
    ///
    /// @param args byte strings, without the program's name
    /// @throws JongException INVALID_ARGUMENT when the line fits no table, UNSUPPORTED when it names something
    ///     that Jong knows and does not do
    public static CommandLine parse(List<String> args) {
        CommandSpec spec = SystemTable.global();
        OptionReader reader = new OptionReader(spec, args, 0);
        reader.read();
        ParsedCommand before = new ParsedCommand(spec, reader.values(), reader.arguments());
        GlobalOptions global = global(before);
        if (reader.helpWanted()) {
            return new CommandLine.Help(global, "");
        }
        if (before.flag("version")) {
            return new CommandLine.Version(global);
        }
        return command(global, before.arguments());
    }

    private static GlobalOptions global(ParsedCommand before) {
        String level = before.text("log-level");
        switch (level) {
            case "", "debug", "info", "warn", "error", "fatal" -> {}
            default ->
                    throw before.value("log-level")
                            .orElseThrow()
                            .invalid("no such level", "use debug, info, warn, error or fatal");
        }
        if (before.flag("debug")) {
            level = "debug";
        }
        return new GlobalOptions(
                text(before, "root"),
                text(before, "config"),
                level.isEmpty() ? "info" : level,
                text(before, "store-limit"));
    }

    private static Optional<String> text(ParsedCommand before, String name) {
        String text = before.text(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static CommandLine command(GlobalOptions global, List<String> words) {
        if (words.isEmpty()) {
            return new CommandLine.Help(global, "");
        }
        String first = words.getFirst();
        if (first.equals("help")) {
            return new CommandLine.Help(global, helpPath(words.subList(1, words.size())));
        }
        String path = CommandTable.pathOf(first);
        int used = 1;
        if (path.isEmpty()) {
            if (!CommandTable.isGroup(first)) {
                throw unknown(first, "", CommandTable.words());
            }
            if (words.size() == 1 || isHelp(words.get(1))) {
                return new CommandLine.Help(global, first);
            }
            path = inGroup(first, words.get(1));
            used = 2;
        }
        return invoke(global, CommandTable.spec(path), words, used);
    }

    private static CommandLine invoke(
            GlobalOptions global, CommandSpec spec, List<String> words, int used) {
        if (spec.isLater()) {
            if (words.size() > used && isHelp(words.get(used))) {
                return new CommandLine.Help(global, spec.path());
            }
            throw UsageError.unsupported(
                    "jong " + spec.title() + " is not supported yet", spec.later());
        }
        OptionReader reader = new OptionReader(spec, words, used);
        reader.read();
        if (reader.helpWanted()) {
            return new CommandLine.Help(global, spec.path());
        }
        List<String> arguments = reader.arguments();
        ParsedCommand parsed = new ParsedCommand(spec, reader.values(), arguments);
        boolean chosen = arguments.isEmpty() && parsed.chooses();
        if (!chosen && !spec.arity().accepts(arguments.size() + (parsed.latest() ? 1 : 0))) {
            throw wrongCount(spec, spec.arity());
        }
        return new CommandLine.Invoke(global, parsed);
    }

    /// The error that a command got too many or too few arguments.
    public static JongException wrongCount(CommandSpec spec, Arity arity) {
        return UsageError.of(
                "\"jong " + spec.title() + "\" " + arity.wanted(),
                "see " + UsageError.help(spec.title()));
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    private static String inGroup(String group, String word) {
        String path = CommandTable.pathOf(group, word);
        if (!path.isEmpty()) {
            return path;
        }
        List<String> known = CommandTable.words(group);
        if (known.isEmpty()) {
            throw UsageError.unsupported(
                    "jong " + group + " is not supported yet", LaterGroups.hint(group));
        }
        throw unknown(word, group, known);
    }

    private static String helpPath(List<String> words) {
        if (words.isEmpty() || isHelp(words.getFirst())) {
            return "";
        }
        String first = words.getFirst();
        String path = CommandTable.pathOf(first);
        if (!path.isEmpty()) {
            return path;
        }
        if (!CommandTable.isGroup(first)) {
            throw unknown(first, "", CommandTable.words());
        }
        return words.size() == 1 ? first : inGroup(first, words.get(1));
    }

    private static JongException unknown(String word, String group, List<String> known) {
        String prefix = group.isEmpty() ? "jong " : "jong " + group + " ";
        String nearest = Suggestion.nearest(word, known);
        return UsageError.of(
                "unknown command: " + prefix + Quoted.plain(word),
                UsageError.didYouMean(nearest.isEmpty() ? "" : prefix + nearest, group));
    }
}
