package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.AttachCommand;
import dev.jong.cli.command.container.ExecCommand;
import dev.jong.cli.command.container.StartCommand;
import dev.jong.runtime.control.CopyOut;
import dev.jong.service.container.ExecContainer;
import dev.jong.service.container.LiveUsers;
import dev.jong.service.live.AttachContainer;

/// The part of the wiring that is about going into containers that run.
final class EnterWiring {
    private final Wiring wiring;

    EnterWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// `attach`.
    Command attach() {
        return new AttachCommand(
                new AttachContainer(wiring.host(), wiring.containers()), wiring.containers());
    }

    /// `start`, which may attach.
    Command start() {
        return new StartCommand(
                new DutyWiring(wiring).start(),
                new AttachContainer(wiring.host(), wiring.containers()),
                wiring.containers());
    }

    /// `exec`.
    Command exec() {
        LiveUsers users = new LiveUsers(new CopyOut(wiring.host()), wiring.runtimeDirectory());
        return new ExecCommand(
                new ExecContainer(
                        wiring.host(),
                        wiring.containers(),
                        users,
                        wiring.userScope(),
                        wiring.programCheck()),
                wiring.containers());
    }
}
