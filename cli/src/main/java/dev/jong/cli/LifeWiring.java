package dev.jong.cli;

import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.LifeCommands;
import dev.jong.cli.command.container.LogsCommand;
import dev.jong.cli.command.container.ManyCommand;
import dev.jong.cli.command.container.PauseCommands;
import dev.jong.cli.command.container.PsCommand;
import dev.jong.cli.command.container.ReplacingCommand;
import dev.jong.cli.command.container.SizesOnDisk;
import dev.jong.cli.command.container.StatsCommand;
import dev.jong.cli.command.container.TopCommand;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.ContainerSizes;
import dev.jong.service.container.Containers;
import dev.jong.service.container.ListContainers;
import dev.jong.service.container.RemoveContainer;
import dev.jong.service.container.SignalContainer;
import dev.jong.service.live.ContainerGroups;
import dev.jong.service.live.ContainerProcesses;
import dev.jong.service.live.FreezeContainer;
import dev.jong.service.live.ListProcesses;
import dev.jong.service.live.ReadUsage;
import dev.jong.service.log.ShowLog;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Puts together what observes and changes containers that are there.
final class LifeWiring {
    private final Wiring wiring;

    LifeWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name.
    Command command(String path) {
        Containers containers = wiring.containers();
        LifeCommands life = new LifeCommands(containers);
        return switch (path) {
            case "container ls" ->
                    new PsCommand(
                            new ListContainers(containers, pauses()),
                            sizes(),
                            InstantSource.system());
            case "container logs" ->
                    new LogsCommand(
                            containers,
                            new ShowLog(containers, InstantSource.system()),
                            InstantSource.system());
            case "container restart" ->
                    (line, front) ->
                            life.restart(line, front, signals(), new DutyWiring(wiring).start());
            case "container rename" -> life::rename;
            case "container exists" -> life::exists;
            case "container port" -> life::port;
            case "container top" ->
                    new TopCommand(
                            containers,
                            new ListProcesses(containers, new ContainerProcesses(groups())),
                            InstantSource.system());
            case "container stats" ->
                    new StatsCommand(containers, new ReadUsage(containers, groups()));
            case "container pause" -> new PauseCommands(containers, freezer())::pause;
            case "container unpause" -> new PauseCommands(containers, freezer())::unpause;
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// A command that makes a container, and what first removes the one that has its name.
    Command replacing(Command command) {
        RemoveContainer remove =
                new RemoveContainer(
                        wiring.containers(),
                        signals(),
                        wiring.leftoverCgroups(),
                        wiring.connector());
        return new ReplacingCommand(command, wiring.containers(), remove);
    }

    /// A command on containers that `--all` or `--filter` choose.
    Command many(Command command) {
        return new ManyCommand(command, new ListContainers(wiring.containers(), pauses()));
    }

    SignalContainer signals() {
        return new SignalContainer(wiring.containers(), new ControlPlans(wiring.host()), thawing());
    }

    /// Lets containers go on that are paused; looks at groups only when it is asked.
    Consumer<ContainerRecord> thawing() {
        FreezeContainer freezer = freezer();
        return record -> {
            if (freezer.isPaused(record)) {
                freezer.thaw(record);
            }
        };
    }

    /// Tells of a running container whether it is paused.
    Predicate<ContainerRecord> pauses() {
        return freezer()::isPaused;
    }

    /// Bytes of a container's image; 0 when it is gone.
    SizesOnDisk sizes() {
        return new SizesOnDisk(new ContainerSizes(wiring.containers()), this::imageSize);
    }

    private long imageSize(ContainerRecord record) {
        try {
            return record.imageId().isEmpty()
                    ? 0
                    : wiring.unpackedLayers()
                            .size(wiring.images().resolve(record.imageId(), Optional.empty()));
        } catch (JongException gone) {
            return 0;
        }
    }

    private FreezeContainer freezer() {
        return new FreezeContainer(wiring.containers(), groups());
    }

    ContainerGroups groups() {
        return new ContainerGroups(() -> wiring.userScope().known());
    }
}
