package dev.jong.cli.command;

import dev.jong.image.registry.Access;
import dev.jong.image.registry.Registries;
import dev.jong.service.container.Front;

/// The way to registries for one command.
@FunctionalInterface
public interface ReachRegistries {
    /// Registries as the command line wants them reached; what they have to say goes to the front. Close them.
    Registries reach(Access access, Front front);
}
