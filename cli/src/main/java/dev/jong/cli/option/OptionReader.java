package dev.jong.cli.option;

import dev.jong.base.JongException;
import java.util.ArrayList;
import java.util.List;

/// Matches arguments with the options of one command, by the rules of the pflag library that users of other
/// engines know: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value`, `-abc`, and `--` ends the
/// options. A flag takes a value only with `=`.
final class OptionReader {
    private final CommandSpec spec;
    private final List<String> args;
    private final List<OptionValue> values = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private boolean helpWanted;
    private int at;

    OptionReader(CommandSpec spec, List<String> args, int from) {
        this.spec = spec;
        this.args = args;
        this.at = from;
    }

    /// Reads to the end, or to the first argument where options may not follow one.
    void read() {
        while (at < args.size() && !helpWanted) {
            String arg = args.get(at);
            if (arg.length() < 2 || arg.charAt(0) != '-') {
                if (!spec.interspersed()) {
                    break;
                }
                arguments.add(arg);
                at++;
                continue;
            }
            at++;
            if (arg.equals("--")) {
                break;
            }
            if (arg.charAt(1) == '-') {
                readLong(arg);
            } else {
                readLetters(arg);
            }
        }
        while (at < args.size() && !helpWanted) {
            arguments.add(args.get(at++));
        }
    }

    List<OptionValue> values() {
        return values;
    }

    List<String> arguments() {
        return arguments;
    }

    boolean helpWanted() {
        return helpWanted;
    }

    private void readLong(String arg) {
        int equals = arg.indexOf('=');
        String name = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
        if (name.isEmpty() || name.charAt(0) == '-') {
            throw UsageError.of("bad flag syntax: " + Quoted.plain(arg), seeHelp());
        }
        OptionSpec option = OptionLookup.named(spec, name);
        if (option == null) {
            if (name.equals("help")) {
                helpWanted =
                        equals < 0
                                || bool(OptionSpec.flag("help", ""), arg.substring(equals + 1))
                                        .equals("true");
                return;
            }
            String nearest = Suggestion.nearest(name, OptionLookup.names(spec));
            throw UsageError.of(
                    "unknown flag: --" + Quoted.plain(name),
                    UsageError.didYouMean(nearest.isEmpty() ? "" : "--" + nearest, spec.title()));
        }
        if (equals >= 0) {
            add(option, arg.substring(equals + 1));
        } else if (option.isBare()) {
            add(option, "true");
        } else {
            add(option, next("flag needs an argument: --" + name));
        }
    }

    /// One argument with a single dash: any number of flags, and at its end perhaps an option with its value.
    private void readLetters(String arg) {
        for (int i = 1; i < arg.length(); i++) {
            char letter = arg.charAt(i);
            OptionSpec option = OptionLookup.lettered(spec, letter);
            if (option == null) {
                if (letter == 'h') {
                    helpWanted = true;
                    return;
                }
                throw unknownLetter(letter, arg);
            }
            String rest = arg.substring(i + 1);
            if (rest.length() > 1 && rest.charAt(0) == '=') {
                add(option, rest.substring(1));
                return;
            }
            if (!option.isBare()) {
                add(
                        option,
                        rest.isEmpty()
                                ? next("flag needs an argument: '" + letter + "' in " + arg)
                                : rest);
                return;
            }
            add(option, "true");
        }
    }

    private JongException unknownLetter(char letter, String arg) {
        String word = arg.substring(1);
        boolean longName = OptionLookup.named(spec, word) != null;
        return UsageError.of(
                "unknown shorthand flag: '"
                        + Quoted.plain(String.valueOf(letter))
                        + "' in "
                        + Quoted.plain(arg),
                longName ? "did you mean --" + word + "?" : seeHelp());
    }

    private String next(String missing) {
        if (at >= args.size()) {
            throw UsageError.of(Quoted.plain(missing), seeHelp());
        }
        return args.get(at++);
    }

    private void add(OptionSpec option, String text) {
        String value = option.kind() == OptionSpec.Kind.FLAG ? bool(option, text) : text;
        if (option.support() == OptionSpec.Support.FULL) {
            values.add(new OptionValue(option, value));
        } else {
            refuseUnlessNeutral(option, value);
        }
    }

    private static void refuseUnlessNeutral(OptionSpec option, String value) {
        boolean off =
                option.kind() == OptionSpec.Kind.FLAG
                        && option.neutral().isEmpty()
                        && value.equals("false");
        if (off
                || option.support() == OptionSpec.Support.IGNORED
                || value.equals(option.neutral())) {
            return;
        }
        if (option.support() == OptionSpec.Support.WINDOWS) {
            throw UsageError.unsupported(
                    "--" + option.name() + " is for Windows containers, which Jong does not run",
                    "leave it out");
        }
        throw UsageError.unsupported("--" + option.name() + " is not supported yet", option.hint());
    }

    /// The spellings that Go's strconv.ParseBool takes, made one.
    private static String bool(OptionSpec option, String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> "true";
            case "0", "f", "F", "false", "FALSE", "False" -> "false";
            default ->
                    throw new OptionValue(option, text)
                            .invalid("invalid boolean", "write =true or =false, or nothing");
        };
    }

    private String seeHelp() {
        return "see " + UsageError.help(spec.title());
    }
}
