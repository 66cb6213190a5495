package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.ResourcesParser;
import dev.jong.cli.run.RestartParser;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.RestartPolicy;
import dev.jong.service.container.RunOptions;
import dev.jong.service.live.UpdateContainer;
import java.util.Optional;

/// `jong update`: prints the name of each container that was changed.
public final class UpdateCommand implements Command {
    private final Containers containers;
    private final UpdateContainer updating;

    /// @param updating the use case
    public UpdateCommand(Containers containers, UpdateContainer updating) {
        this.containers = containers;
        this.updating = updating;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        if (line.values().isEmpty()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "you must provide one or more flags when using this command")
                    .hint("jong help update lists them");
        }
        RunOptions.Resources limits = ResourcesParser.changes(line);
        Optional<OptionValue> policy = line.value("restart");
        Optional<RestartPolicy> restart = policy.map(RestartParser::parse);
        return EachContainer.of(
                line.arguments(),
                containers,
                front,
                record -> updating.update(record, limits, restart, front));
    }
}
