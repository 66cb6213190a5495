package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.UpdateCommand;
import dev.jong.cli.command.container.WaitCommand;
import dev.jong.cli.command.system.EventsCommand;
import dev.jong.service.container.AwaitContainer;
import dev.jong.service.event.ShowEvents;
import dev.jong.service.live.UpdateContainer;
import java.time.InstantSource;

/// Puts together what tells of events and waits for them, and what changes limits.
final class EventWiring {
    private final Wiring wiring;

    EventWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    Command waiting() {
        LifeWiring life = new LifeWiring(wiring);
        return new WaitCommand(
                wiring.containers(),
                new AwaitContainer(wiring.containers(), life.signals(), life.pauses()));
    }

    Command update() {
        return new UpdateCommand(
                wiring.containers(),
                new UpdateContainer(
                        wiring.containers(),
                        new LifeWiring(wiring).groups(),
                        new DutyWiring(wiring).duties()));
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
