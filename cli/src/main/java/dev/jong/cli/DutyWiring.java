package dev.jong.cli;

import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.duty.BootUnitsCommand;
import dev.jong.cli.command.duty.DutyCommand;
import dev.jong.cli.command.duty.HealthcheckCommand;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.control.DutyPlans;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.ProbeContainer;
import dev.jong.service.container.SignalContainer;
import dev.jong.service.container.StartContainer;
import dev.jong.service.duty.CheckHealth;
import dev.jong.service.duty.DutyFronts;
import dev.jong.service.duty.HealthAction;
import dev.jong.service.duty.HealthDuty;
import dev.jong.service.duty.RestartDuty;
import dev.jong.service.duty.RestartUnwell;
import dev.jong.service.duty.StartAll;
import dev.jong.service.duty.TakeUpDuties;
import dev.jong.service.network.NetworkParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Puts together what is done for containers beside running them.
final class DutyWiring {
    /// What the duty of networks is called.
    static final String NETWORKS = "networks";

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
                            new RestartDuty(
                                    containers,
                                    start(),
                                    plans,
                                    new ControlPlans(wiring.host()),
                                    InstantSource.system()),
                            health(),
                            new RestartUnwell(
                                    containers, start(), new LifeWiring(wiring).signals()),
                            this::looksAfterNetworks,
                            front -> wiring.networks().live(front),
                            duties());
            case "system start-all" ->
                    (line, front) -> new StartAll(containers, start(), duties()).run(front);
            case "system boot-units" -> new BootUnitsCommand(containers.store());
            case "healthcheck run" -> new HealthcheckCommand(containers, checks());
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// Begins what nobody does any more. The program is of the same installation as the engine's jar, `HOME/lib/engine.jar`.
    void takeUp() {
        Path program =
                Path.of(System.getProperty("java.class.path"))
                        .resolve("../../bin/jong")
                        .normalize();
        if (Files.isExecutable(program)) {
            new TakeUpDuties(wiring.containers(), duties(), Path.of("/proc")).run(Text.of(program));
            // An ordinary user's are gone with who looked after them.
            if (wiring.host().isolation() == Host.Isolation.ROOT
                    && NetworkParts.isForgotten(wiring.runtimeDirectory())) {
                duties().takeUp(Text.of(program), NETWORKS, "");
            }
        }
    }

    /// Where there are none there is nothing to do.
    private boolean looksAfterNetworks(Front front) {
        Optional<NetworkParts> parts = wiring.networkParts();
        return parts.isPresent() && parts.get().lookAfter(front);
    }

    private HealthDuty health() {
        ControlPlans control = new ControlPlans(wiring.host());
        LifeWiring life = new LifeWiring(wiring);
        SignalContainer signals = new SignalContainer(wiring.containers(), control, life.thawing());
        return new HealthDuty(
                wiring.containers(),
                checks(),
                new HealthAction(signals, control, duties()),
                new HealthDuty.Waiting(new DutyPlans(wiring.host()), control, life.pauses()),
                InstantSource.system());
    }

    private CheckHealth checks() {
        return new CheckHealth(
                wiring.containers(),
                new ProbeContainer(
                        wiring.host(),
                        wiring.containers(),
                        new DutyPlans(wiring.host()),
                        InstantSource.system()),
                new ControlPlans(wiring.host()));
    }

    /// `start`, which begins what there is to do for a container.
    StartContainer start() {
        return new StartContainer(
                wiring.host(),
                wiring.containers(),
                wiring.programCheck(),
                wiring.userScope(),
                duties(),
                wiring.connector());
    }

    /// Begins what there is to do.
    DutyFronts duties() {
        return new DutyFronts(
                wiring.containers().store(),
                wiring.runtimeDirectory(),
                wiring.host().isolation() == Host.Isolation.ROOTLESS,
                System.getenv());
    }
}
