package dev.jong.cli.command;

import dev.jong.image.registry.Access;
import dev.jong.image.registry.Registries;
import java.util.function.Consumer;

/// Opens the way to registries for one command.
public interface RegistryDoor {
    /// @param notices takes lines for the user, from any thread
    Registries open(Access access, Consumer<String> notices);
}
