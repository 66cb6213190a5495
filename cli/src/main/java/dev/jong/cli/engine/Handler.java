package dev.jong.cli.engine;

import dev.jong.service.container.Front;
import java.util.List;

/// Carries out one command line.
public interface Handler {
    /// @param arguments without the program's name
    /// @return the exit code of the command
    int handle(List<String> arguments, Front front);

    /// Whether a command is so heavy that another JVM, with other settings, should carry it out.
    boolean isHeavy(List<String> arguments);

    /// Whether a command is one that looks after containers as long as they run.
    boolean waits(List<String> arguments);

    /// Once, when the engine has answered its first command: puts right what a crash left.
    void begin();

    /// Work that a finished command left for a quiet moment, such as deleting files.
    void tidy();
}
