package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import java.util.Comparator;

/// Any command on containers with `--latest`: it is given the last created one, by its whole id, as if that had been
/// typed.
public final class LatestCommand implements Command {
    private final Command command;
    private final Containers containers;

    /// @param command what finds its container in its first argument
    public LatestCommand(Command command, Containers containers) {
        this.command = command;
        this.containers = containers;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        if (!line.arguments().isEmpty() && !hasMore(line.path())) {
            throw line.conflict("--latest and a name", "leave one of them out");
        }
        ContainerRecord latest =
                containers.all().stream()
                        .max(Comparator.comparingLong(ContainerRecord::created))
                        .orElseThrow(() ->
                                JongException.of(ErrorKind.NOT_FOUND, "there are no containers")
                                        .hint("jong run and jong create make one"));
        return command.run(line.withFirst(latest.id()), front);
    }

    /// Whether what follows the container is no container.
    private static boolean hasMore(String path) {
        return switch (path) {
            case "container exec", "container top", "container port" -> true;
            default -> false;
        };
    }
}
