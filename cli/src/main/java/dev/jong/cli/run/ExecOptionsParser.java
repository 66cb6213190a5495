package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.ExecOptions;
import java.util.List;
import java.util.Optional;

/// Makes the typed request out of a parsed `exec`.
public final class ExecOptionsParser {
    private ExecOptionsParser() {}

    /// The request; the first argument is the container, the others are the command.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when a value is malformed, and what [Surroundings.Files]
    ///     throws
    public static ExecOptions parse(ParsedCommand command, Surroundings around) {
        Optional<OptionValue> keys = command.value("detach-keys");
        List<String> arguments = command.arguments();
        return new ExecOptions(
                arguments.subList(1, arguments.size()),
                command.flag("detach"),
                command.flag("interactive"),
                command.flag("tty"),
                keys.isEmpty() ? Optional.empty() : Optional.of(DetachKeysParser.parse(keys.get())),
                EnvironmentParser.parse(command, around),
                ProcessParser.user(command.value("user")),
                ProcessParser.workingDirectory(command.value("workdir")),
                command.flag("privileged"));
    }
}
