package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.LogsCommand;
import dev.jong.service.log.ShowLog;
import java.time.InstantSource;

/// Puts together what observes and changes containers that are there.
final class LifeWiring {
    private final Wiring wiring;

    LifeWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name.
    Command command(String path) {
        return switch (path) {
            case "container logs" ->
                    new LogsCommand(
                            wiring.containers(),
                            new ShowLog(wiring.containers(), InstantSource.system()),
                            InstantSource.system());
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }
}
