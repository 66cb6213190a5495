package dev.jong.cli.command.registry;

import dev.jong.image.registry.Access;
import dev.jong.image.registry.Registries;
import dev.jong.service.container.Front;
import java.util.function.Consumer;

/// The way to registries for one command.
@FunctionalInterface
public interface ReachRegistries {
    /// Registries as the command line wants them reached. Close them.
    ///
    /// @param notices takes lines for the user, from any thread
    Registries reach(Access access, Consumer<String> notices);

    /// The same; what there is to say goes to the front's standard error.
    default Registries reach(Access access, Front front) {
        return reach(access, notice -> front.err(notice + "\n"));
    }
}
