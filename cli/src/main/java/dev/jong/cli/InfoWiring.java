package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.system.InfoCommand;
import dev.jong.cli.option.GlobalOptions;
import dev.jong.service.system.SystemInfo;
import java.time.InstantSource;

/// The part of the wiring that is about the host as a whole.
final class InfoWiring {
    private final Wiring wiring;

    InfoWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// `system info`.
    Command info(GlobalOptions global) {
        return (line, front) ->
                new InfoCommand(
                                new SystemInfo(
                                        wiring.host(),
                                        wiring.store(),
                                        wiring.containers(),
                                        wiring.doctor(front),
                                        InstantSource.system()),
                                global)
                        .run(line, front);
    }
}
