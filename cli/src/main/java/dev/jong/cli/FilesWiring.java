package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.CommitCommand;
import dev.jong.cli.command.container.CopyFilesCommand;
import dev.jong.cli.command.container.DiffCommand;
import dev.jong.linux.NativeSyscalls;
import dev.jong.service.copy.CommitContainer;
import dev.jong.service.copy.CopyFiles;
import dev.jong.service.copy.DiffContainer;
import dev.jong.service.copy.HoldStill;
import dev.jong.service.live.ContainerGroups;
import dev.jong.service.live.FreezeContainer;
import java.time.InstantSource;

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
            case "container cp" ->
                    new CopyFilesCommand(
                            new CopyFiles(
                                    wiring.containers(),
                                    new NativeSyscalls(),
                                    wiring.owners(),
                                    () -> wiring.host().isolation()));
            case "container commit" ->
                    new CommitCommand(
                            new CommitContainer(
                                    wiring.containers(),
                                    wiring.store(),
                                    wiring.unpackedLayers(),
                                    new NativeSyscalls(),
                                    still()),
                            InstantSource.system());
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// Lets containers go on that a killed command had paused.
    HoldStill still() {
        FreezeContainer freezer =
                new FreezeContainer(
                        wiring.containers(), new ContainerGroups(() -> wiring.host().cgroups()));
        return new HoldStill(
                wiring.containers(), freezer, NativeSyscalls::new, wiring.runtimeDirectory());
    }
}
