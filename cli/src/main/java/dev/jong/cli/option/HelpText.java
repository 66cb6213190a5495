package dev.jong.cli.option;

import java.util.ArrayList;
import java.util.List;

/// Help, made of the tables: about everything, a group of commands, or one command. Lines are at most 100 wide.
public final class HelpText {
    /// Where explanations begin at most; a longer option gets a line of its own.
    private static final int WIDEST_LABEL = 44;

    private final HelpWriter out = new HelpWriter();

    private HelpText() {}

    /// The text, ending with a newline.
    ///
    /// @param path a command's full name, a group's name, or nothing, as [CommandLine.Help] holds it
    public static String of(String path) {
        HelpText help = new HelpText();
        if (path.isEmpty()) {
            help.everything();
        } else if (CommandTable.isGroup(path)) {
            help.group(path);
        } else {
            help.command(CommandTable.spec(path));
        }
        return help.out.text();
    }

    private void everything() {
        CommandSpec global = CommandTable.spec("");
        out.line("Usage: jong [GLOBAL OPTIONS] COMMAND [OPTIONS] [ARG...]");
        out.line("");
        out.line(global.summary());
        commands("Containers", "container ");
        commands("Images", "image ");
        commands("More", "");
        later(LaterCommands.words());
        options(global);
        out.line("");
        out.line("'jong COMMAND --help' tells more about a command.");
    }

    /// The commands that work whose full name begins so; with an empty beginning all that stand under no other title.
    private void commands(String title, String beginning) {
        List<String> names = new ArrayList<>();
        List<String> summaries = new ArrayList<>();
        for (String path : CommandTable.paths()) {
            CommandSpec spec = CommandTable.spec(path);
            boolean titled = path.startsWith("container ") || path.startsWith("image ");
            if (!spec.hidden() && (beginning.isEmpty() ? !titled : path.startsWith(beginning))) {
                names.add(spec.title());
                summaries.add(spec.summary());
            }
        }
        out.section(title);
        out.entries(names, summaries, WIDEST_LABEL);
    }

    private void later(List<String> words) {
        List<String> sorted = new ArrayList<>(words);
        sorted.sort(null);
        if (!sorted.isEmpty()) {
            out.section("Not supported yet");
            out.paragraph(sorted);
        }
    }

    private void group(String group) {
        out.line("Usage: jong " + group + " COMMAND [OPTIONS] [ARG...]");
        List<String> names = CommandTable.words(group);
        List<String> summaries = new ArrayList<>();
        for (String name : names) {
            summaries.add(CommandTable.spec(group + " " + name).summary());
        }
        if (names.isEmpty()) {
            out.line("");
            out.line("Commands on this are not supported yet: " + LaterGroups.hint(group));
        } else {
            out.section("Commands");
            out.entries(names, summaries, WIDEST_LABEL);
        }
        later(LaterCommands.words(group));
    }

    private void command(CommandSpec spec) {
        if (spec.isLater()) {
            out.line("jong " + spec.title() + " is not supported yet: " + spec.later());
            return;
        }
        String options = spec.sections().getFirst().options().isEmpty() ? "" : " [OPTIONS]";
        String arguments = spec.arguments().isEmpty() ? "" : " " + spec.arguments();
        out.line("Usage: jong " + spec.title() + options + arguments);
        out.line("");
        out.line(spec.summary());
        List<String> names = names(spec);
        if (!names.isEmpty()) {
            out.line("");
            out.line("Also: " + String.join(", ", names));
        }
        options(spec);
        if (!spec.examples().isEmpty()) {
            out.section("Examples");
            for (String example : spec.examples()) {
                out.line("  " + example);
            }
        }
    }

    /// All names but the one in the usage line.
    private static List<String> names(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        if (!spec.path().equals(spec.title())) {
            names.add("jong " + spec.path());
        }
        for (String alias : spec.aliases()) {
            if (!alias.equals(spec.title())) {
                names.add("jong " + alias);
            }
        }
        return names;
    }

    private void options(CommandSpec spec) {
        List<String> refused = new ArrayList<>();
        for (OptionSection section : spec.sections()) {
            List<String> labels = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (OptionSpec option : section.options()) {
                if (option.support() == OptionSpec.Support.FULL) {
                    labels.add(label(option));
                    texts.add(option.help());
                } else if (option.support() == OptionSpec.Support.LATER) {
                    refused.add("--" + option.name());
                }
            }
            if (!labels.isEmpty()) {
                out.section(section.title());
                out.entries(labels, texts, WIDEST_LABEL);
            }
        }
        later(refused);
    }

    private static String label(OptionSpec option) {
        String letter = option.letter() == 0 ? "    " : "-" + option.letter() + ", ";
        return letter + "--" + option.name() + value(option);
    }

    private static String value(OptionSpec option) {
        return switch (option.kind()) {
            case FLAG -> "";
            case WORD -> "[=" + option.metavar() + "]";
            case TEXT, LIST -> " " + option.metavar();
        };
    }
}
