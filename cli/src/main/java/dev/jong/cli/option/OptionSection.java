package dev.jong.cli.option;

import java.util.List;

/// Options that belong together, under one title in help.
///
/// @param title a word or two, such as "Storage"
public record OptionSection(String title, List<OptionSpec> options) {
    /// Sections hold what the tables give them: `List.of` lists, which are immutable already.
    public OptionSection {
        options = List.copyOf(options);
    }

    /// A section.
    public static OptionSection of(String title, OptionSpec... options) {
        return new OptionSection(title, List.of(options));
    }
}
