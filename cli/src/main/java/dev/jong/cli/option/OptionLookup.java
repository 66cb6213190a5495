package dev.jong.cli.option;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds options of a command. A plain scan: a table is read a few times per process, and building a map of it
/// would cost more than all of these.
final class OptionLookup {
    private OptionLookup() {}

    static @Nullable OptionSpec named(CommandSpec spec, String name) {
        List<OptionSection> sections = spec.sections();
        for (int i = 0; i < sections.size(); i++) {
            List<OptionSpec> options = sections.get(i).options();
            for (int j = 0; j < options.size(); j++) {
                if (options.get(j).isNamed(name)) {
                    return options.get(j);
                }
            }
        }
        return null;
    }

    static @Nullable OptionSpec lettered(CommandSpec spec, char letter) {
        List<OptionSection> sections = spec.sections();
        for (int i = 0; i < sections.size(); i++) {
            List<OptionSpec> options = sections.get(i).options();
            for (int j = 0; j < options.size(); j++) {
                if (options.get(j).letter() == letter) {
                    return options.get(j);
                }
            }
        }
        return null;
    }

    /// The long names of all options that do something, then of those that are refused.
    static List<String> names(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (OptionSection section : spec.sections()) {
            for (OptionSpec option : section.options()) {
                (option.support() == OptionSpec.Support.FULL ? names : refused).add(option.name());
            }
        }
        names.add("help");
        names.addAll(refused);
        return names;
    }
}
