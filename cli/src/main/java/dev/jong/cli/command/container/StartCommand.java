package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.DetachKeysParser;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.StartContainer;
import java.util.Optional;

/// `jong start`.
public final class StartCommand implements Command {
    private final StartContainer start;
    private final Containers containers;

    /// @param start the use case
    public StartCommand(StartContainer start, Containers containers) {
        this.start = start;
        this.containers = containers;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        boolean interactive = line.flag("interactive");
        boolean attach = interactive || line.flag("attach");
        Optional<OptionValue> keys = line.value("detach-keys");
        Optional<String> detachKeys =
                keys.isEmpty() ? Optional.empty() : Optional.of(DetachKeysParser.parse(keys.get()));
        if (!attach) {
            return EachContainer.of(
                    line.arguments(),
                    containers,
                    front,
                    record -> start.start(record, false, false, detachKeys, front));
        }
        if (line.arguments().size() > 1) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "you cannot start and attach multiple containers at once");
        }
        return start.start(
                containers.find(line.arguments().getFirst()), true, interactive, detachKeys, front);
    }
}
