package dev.jong.cli.option;

import java.util.ArrayList;
import java.util.List;

/// The completion script for bash, made of the tables. Names of containers and images are asked from Jong itself
/// when the key is pressed; everything else is in the script.
public final class BashCompletion {
    private final StringBuilder out = new StringBuilder();

    private BashCompletion() {}

    /// The script, to be read by `source <(jong completion bash)`.
    public static String script() {
        BashCompletion script = new BashCompletion();
        script.head();
        script.options();
        script.files();
        script.subcommands();
        script.arguments();
        script.foot();
        return script.out.toString();
    }

    private void head() {
        line("# bash completion for jong");
        line("_jong_path() {");
        line("    local word path= i");
        line("    for ((i = 1; i < COMP_CWORD; i++)); do");
        line("        word=${COMP_WORDS[i]}");
        line("        case $word in");
        line("            --root | --config | --log-level | -l) ((i++)) ;;");
        line("            -*) ;;");
        line("            container | image) path=$word ;;");
        line("            *) echo \"${path:+$path }$word\"; return ;;");
        line("        esac");
        line("    done");
        line("    echo \"$path\"");
        line("}");
    }

    private void options() {
        line("_jong_options() {");
        line("    case $1 in");
        choice("\"\" | container | image", words(CommandTable.spec("")));
        for (CommandSpec spec : visible()) {
            choice(patterns(spec), words(spec));
        }
        line("    esac");
        line("}");
    }

    /// Whether the value of an option is a file: of any command, since no name means two things.
    private void files() {
        List<String> names = new ArrayList<>();
        for (CommandSpec spec : visible()) {
            for (OptionSection section : spec.sections()) {
                for (OptionSpec option : section.options()) {
                    boolean file =
                            option.metavar().equals("FILE") || option.metavar().equals("DIR");
                    if (file
                            && !option.name().equals("workdir")
                            && !names.contains("--" + option.name())) {
                        names.add("--" + option.name());
                    }
                }
            }
        }
        line("_jong_is_file() {");
        line("    case $1 in");
        line("        " + String.join(" | ", names) + " | --root | --config) return 0 ;;");
        line("    esac");
        line("    return 1");
        line("}");
    }

    private void subcommands() {
        List<String> words = CommandTable.words();
        words.removeAll(LaterCommands.words());
        line("_jong_commands() {");
        line("    case $1 in");
        choice("\"\"", String.join(" ", words));
        choice("container", String.join(" ", CommandTable.words("container")));
        choice("image", String.join(" ", CommandTable.words("image")));
        line("    esac");
        line("}");
    }

    private void arguments() {
        line("_jong_arguments() {");
        line("    case $1 in");
        for (CommandSpec spec : visible()) {
            if (spec.arguments().startsWith("CONTAINER")) {
                line(
                        "        "
                                + patterns(spec)
                                + ") jong ps -a --format '{{.Names}}' 2>/dev/null ;;");
            } else if (spec.arguments().startsWith("IMAGE")) {
                line(
                        "        "
                                + patterns(spec)
                                + ") jong images --format '{{.Repository}}:{{.Tag}}' 2>/dev/null ;;");
            } else if (spec.arguments().equals("bash")) {
                choice(patterns(spec), "bash");
            }
        }
        line("    esac");
        line("}");
    }

    private void foot() {
        line("_jong() {");
        line(
                "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path words");
        line("    path=$(_jong_path)");
        line("    if _jong_is_file \"$before\"; then");
        line("        COMPREPLY=($(compgen -f -- \"$word\"))");
        line("        return");
        line("    fi");
        line("    case $word in");
        line("        -*) words=$(_jong_options \"$path\") ;;");
        line("        *) words=\"$(_jong_commands \"$path\") $(_jong_arguments \"$path\")\" ;;");
        line("    esac");
        line("    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))");
        line("}");
        line("complete -o default -F _jong jong");
    }

    private static List<CommandSpec> visible() {
        List<CommandSpec> specs = new ArrayList<>();
        for (String path : CommandTable.paths()) {
            if (!CommandTable.spec(path).hidden()) {
                specs.add(CommandTable.spec(path));
            }
        }
        return specs;
    }

    /// All names of a command as patterns of `case`.
    private static String patterns(CommandSpec spec) {
        StringBuilder patterns = new StringBuilder("\"" + spec.path() + "\"");
        for (String alias : spec.aliases()) {
            patterns.append(" | \"").append(alias).append('"');
        }
        return patterns.toString();
    }

    private static String words(CommandSpec spec) {
        StringBuilder words = new StringBuilder();
        for (OptionSection section : spec.sections()) {
            for (OptionSpec option : section.options()) {
                if (option.support() == OptionSpec.Support.FULL) {
                    words.append("--").append(option.name()).append(' ');
                }
            }
        }
        return words.append("--help").toString();
    }

    private void choice(String patterns, String words) {
        line("        " + patterns + ") echo \"" + words + "\" ;;");
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
