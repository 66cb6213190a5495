package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.duty.DutyCommand;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Duties;
import dev.jong.service.container.StartContainer;
import dev.jong.service.duty.DutyFronts;
import dev.jong.service.duty.RestartDuty;
import java.time.InstantSource;

/// Puts together what is done for containers beside running them.
final class DutyWiring {
    private final Wiring wiring;

    DutyWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name.
    Command command(String path) {
        Containers containers = wiring.containers();
        DutyPlans plans = new DutyPlans(wiring.host());
        return switch (path) {
            case "duty" ->
                    new DutyCommand(
                            new RestartDuty(containers, start(), plans, InstantSource.system()));
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// `start`, which begins what there is to do for a container.
    StartContainer start() {
        return new StartContainer(
                wiring.host(),
                wiring.containers(),
                wiring.programCheck(),
                wiring.userScope(),
                duties());
    }

    /// Begins what there is to do.
    Duties duties() {
        return new DutyFronts(
                wiring.containers().store(),
                wiring.runtimeDirectory(),
                wiring.host().isolation() == Host.Isolation.ROOTLESS,
                System.getenv());
    }
}
