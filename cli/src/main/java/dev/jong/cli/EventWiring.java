package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.system.EventsCommand;
import dev.jong.service.event.ShowEvents;
import java.time.InstantSource;

/// Puts together what tells of events.
final class EventWiring {
    private final Wiring wiring;

    EventWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    Command events() {
        return new EventsCommand(
                new ShowEvents(
                        wiring.containers(),
                        wiring.runtimeDirectory().resolve("c"),
                        InstantSource.system()),
                InstantSource.system());
    }
}
