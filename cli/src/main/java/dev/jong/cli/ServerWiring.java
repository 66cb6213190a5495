package dev.jong.cli;

import dev.jong.api.registry.PullThrough;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.registry.RegistryCommands;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.service.container.Front;
import java.nio.file.Path;

/// The part of the wiring that is about the registry server.
final class ServerWiring {
    private final Wiring wiring;

    ServerWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `registry serve`.
    Command command(String path) {
        RegistryCommands commands = new RegistryCommands(this::storage, ServerWiring::upstream);
        return switch (path) {
            case "registry serve" -> commands::serve;
            case "registry gc" -> commands::gc;
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// The store comes first: a directory with only a registry in it would not become one.
    private Path storage() {
        return wiring.store().root().resolve("registry");
    }

    private static PullThrough.Upstream upstream(String registry, Front front) {
        return new PullThrough.Upstream(
                new HttpRegistries(
                        Access.plain(front.caller().environment()),
                        notice -> front.err(notice + "\n")),
                registry);
    }
}
