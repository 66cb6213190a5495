package dev.jong.cli.command.container;

import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.DetachKeysParser;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.live.AttachContainer;
import java.util.Optional;

/// `jong attach`.
public final class AttachCommand implements Command {
    private final AttachContainer attach;
    private final Containers containers;

    /// @param attach the use case
    public AttachCommand(AttachContainer attach, Containers containers) {
        this.attach = attach;
        this.containers = containers;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        return attach.attach(
                containers.find(line.arguments().getFirst()),
                new AttachContainer.Options(
                        !line.flag("no-stdin"), line.flag("sig-proxy", true), keys(line)),
                front);
    }

    /// The bytes of `--detach-keys`.
    static Optional<String> keys(ParsedCommand line) {
        Optional<OptionValue> keys = line.value("detach-keys");
        return keys.isEmpty() ? Optional.empty() : Optional.of(DetachKeysParser.parse(keys.get()));
    }
}
