package dev.jong.cli.command.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.copy.Location;
import dev.jong.image.registry.Registries;
import dev.jong.service.container.Front;
import dev.jong.service.registry.DeleteRemote;

/// `jong delete docker://NAME`.
public final class DeleteCommand implements Command {
    private final ReachRegistries registries;

    public DeleteCommand(ReachRegistries registries) {
        this.registries = registries;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Location place = Location.parse(line.arguments().getFirst(), front.caller()::absolute);
        if (!(place instanceof Location.Remote remote)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "only images of registries are deleted")
                    .hint("write docker://NAME; jong rmi removes an image of the store");
        }
        try (Registries reached = registries.reach(AccessArguments.of(line, front), front)) {
            front.out("Deleted: " + DeleteRemote.run(reached, remote.name()) + "\n");
            return 0;
        }
    }
}
