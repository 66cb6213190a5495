package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.RemoveContainer;
import java.util.Optional;

/// `run --replace` and `create --replace`: a container of the same name goes first, also when it runs.
public final class ReplacingCommand implements Command {
    private final Command command;
    private final Containers containers;
    private final RemoveContainer remove;

    /// @param command makes the new container
    public ReplacingCommand(Command command, Containers containers, RemoveContainer remove) {
        this.command = command;
        this.containers = containers;
        this.remove = remove;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String name = line.text("name");
        if (name.isEmpty()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot replace a container without knowing which")
                    .hint("give its name with --name");
        }
        named(name).ifPresent(record -> remove.remove(record, true, false, front));
        return command.run(line, front);
    }

    /// Only by its whole name: what begins with these digits is another one.
    private Optional<ContainerRecord> named(String name) {
        try {
            return Optional.of(containers.find(name)).filter(record -> record.name().equals(name));
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND || e.kind() == ErrorKind.INVALID_ARGUMENT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
