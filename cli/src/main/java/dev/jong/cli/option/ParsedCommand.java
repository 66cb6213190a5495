package dev.jong.cli.option;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A command with its options and arguments, matched against its table: every option exists, none is one that
/// Jong refuses, and the number of arguments is right. What the values mean is the command's business.
///
/// @param values in the order they were typed
/// @param arguments what is no option, in order
public record ParsedCommand(CommandSpec spec, List<OptionValue> values, List<String> arguments) {
    public ParsedCommand {
        values = List.copyOf(values);
        arguments = List.copyOf(arguments);
    }

    /// The full name of the command, such as `container ls`.
    public String path() {
        return spec.path();
    }

    /// Whether a flag is on; false when it was not given.
    public boolean flag(String name) {
        return flag(name, false);
    }

    /// Whether a flag is on, with what holds when it was not given.
    public boolean flag(String name, boolean otherwise) {
        OptionValue value = lastOrNull(name);
        return value == null ? otherwise : value.text().equals("true");
    }

    /// The last value of an option; empty when it was not given or its value is the empty string.
    public Optional<OptionValue> value(String name) {
        OptionValue value = lastOrNull(name);
        return value == null || value.text().isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /// The last value of an option, which may be the empty string; empty when it was not given.
    public Optional<OptionValue> given(String name) {
        return Optional.ofNullable(lastOrNull(name));
    }

    /// The text of the last value of an option, or the empty string.
    public String text(String name) {
        OptionValue value = lastOrNull(name);
        return value == null ? "" : value.text();
    }

    /// All values of an option, in order.
    public List<OptionValue> all(String name) {
        List<OptionValue> found = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).option().name().equals(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    private @org.jspecify.annotations.Nullable OptionValue lastOrNull(String name) {
        OptionValue last = null;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).option().name().equals(name)) {
                last = values.get(i);
            }
        }
        return last;
    }

    /// Whether `--latest` names the last created container, which then is the first argument. Not so where there are no
    /// arguments: `ps` shows it.
    public boolean latest() {
        return spec.arity().max() > 0 && flag("latest");
    }

    /// Whether `--all` or `--filter` choose the containers in place of names. Not so where they ask for what is shown or
    /// for other things.
    public boolean chooses() {
        return spec.arity().min() > 0
                && spec.path().startsWith("container ")
                && (flag("all") || lastOrNull("filter") != null);
    }

    /// The same command with other arguments.
    public ParsedCommand with(List<String> others) {
        return new ParsedCommand(spec, values, others);
    }

    /// The same command with one more argument, before the others.
    public ParsedCommand withFirst(String argument) {
        List<String> all = new ArrayList<>(arguments);
        all.addFirst(argument);
        return new ParsedCommand(spec, values, all);
    }

    /// The error that this command was asked for two things that exclude each other.
    public JongException conflict(String why, String hint) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "conflicting options: " + why)
                .hint(hint);
    }

    /// The error that an option has a word for its value that the command does not know.
    ///
    /// @param option its name
    /// @param known the words there are, as the hint shows them
    public JongException unknown(String option, String known) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "unknown " + option + " \"" + Text.printable(text(option)) + "\"")
                .hint("use " + known);
    }
}
