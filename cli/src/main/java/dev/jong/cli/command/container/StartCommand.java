package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.StartContainer;
import dev.jong.service.container.Status;
import dev.jong.service.live.AttachContainer;
import java.util.Optional;

/// `jong start`.
public final class StartCommand implements Command {
    private final StartContainer start;
    private final AttachContainer attach;
    private final Containers containers;

    /// @param start the use case
    /// @param attach for `-a` where it runs already
    public StartCommand(StartContainer start, AttachContainer attach, Containers containers) {
        this.start = start;
        this.attach = attach;
        this.containers = containers;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        boolean interactive = line.flag("interactive");
        boolean stays = interactive || line.flag("attach");
        Optional<String> detachKeys = AttachCommand.keys(line);
        if (!stays) {
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
        ContainerRecord record = containers.find(line.arguments().getFirst());
        return containers.status(record) instanceof Status.Running
                ? attach.attach(
                        record, new AttachContainer.Options(interactive, true, detachKeys), front)
                : start.start(record, true, interactive, detachKeys, front);
    }
}
