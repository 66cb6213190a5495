package dev.jong.cli.option;

/// What a whole command line asks for.
public sealed interface CommandLine {
    /// What was said before the command.
    GlobalOptions global();

    /// A command to run.
    record Invoke(GlobalOptions global, ParsedCommand command) implements CommandLine {}

    /// Help about a command, a group of commands, or, with an empty path, about everything.
    record Help(GlobalOptions global, String path) implements CommandLine {}

    /// The version.
    record Version(GlobalOptions global) implements CommandLine {}
}
