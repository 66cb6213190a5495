package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.ExplainUserCommand;
import dev.jong.cli.command.container.WhyContainerCommand;
import dev.jong.linux.NativeSyscalls;
import dev.jong.service.container.ExplainUsers;
import dev.jong.service.live.ContainerGroups;
import dev.jong.service.why.WhyContainer;

/// Puts together what explains how containers are.
final class WhyWiring {
    private final Wiring wiring;

    WhyWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    Command users() {
        return new ExplainUserCommand(new ExplainUsers(wiring.containers(), wiring::host));
    }

    Command command() {
        return new WhyContainerCommand(
                wiring.containers(),
                new WhyContainer(
                        wiring.containers(),
                        new ContainerGroups(() -> wiring.host().cgroups()),
                        new LifeWiring(wiring).pauses(),
                        wiring.programCheck(),
                        NativeSyscalls::new));
    }
}
