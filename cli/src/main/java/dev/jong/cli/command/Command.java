package dev.jong.cli.command;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;

/// One command of the command line.
public interface Command {
    /// Carries it out.
    ///
    /// @return the exit code
    /// @throws dev.jong.base.JongException for everything that the user has to be told
    int run(ParsedCommand line, Front front);
}
