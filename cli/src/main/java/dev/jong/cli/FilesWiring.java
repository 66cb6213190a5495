package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.DiffCommand;
import dev.jong.linux.NativeSyscalls;
import dev.jong.service.copy.DiffContainer;

/// The part of the wiring that is about the files of containers.
final class FilesWiring {
    private final Wiring wiring;

    FilesWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `container diff`.
    Command command(String path) {
        return switch (path) {
            case "container diff" ->
                    new DiffCommand(
                            new DiffContainer(
                                    wiring.containers(),
                                    wiring.store(),
                                    wiring.unpackedLayers(),
                                    new NativeSyscalls()));
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }
}
