package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.volume.TransferCommands;
import dev.jong.cli.command.volume.VolumeCommands;
import dev.jong.cli.command.volume.VolumesCommand;
import dev.jong.linux.NativeSyscalls;
import dev.jong.service.container.Containers;
import dev.jong.service.volume.CreateVolume;
import dev.jong.service.volume.ListVolumes;
import dev.jong.service.volume.RemoveVolumes;
import dev.jong.service.volume.TransferVolume;
import java.time.InstantSource;

/// The part of the wiring that is about volumes.
final class VolumeWiring {
    private final Wiring wiring;

    VolumeWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `volume ls`.
    Command command(String path) {
        wiring.store(); // Makes the store, or refuses one of another version.
        return switch (path) {
            case "volume create" -> commands()::create;
            case "volume ls" -> new VolumesCommand(new ListVolumes(wiring.containers()));
            case "volume inspect" -> commands()::inspect;
            case "volume exists" -> commands()::exists;
            case "volume rm" -> commands()::remove;
            case "volume prune" -> commands()::prune;
            case "volume export" -> transfer()::export;
            case "volume import" -> transfer()::read;
            case "volume clone" -> transfer()::copy;
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    private TransferCommands transfer() {
        return new TransferCommands(
                new TransferVolume(wiring.containers(), new NativeSyscalls(), wiring.owners()));
    }

    private VolumeCommands commands() {
        Containers containers = wiring.containers();
        return new VolumeCommands(
                new CreateVolume(containers, () -> wiring.host().isolation()),
                new ListVolumes(containers),
                new RemoveVolumes(containers),
                InstantSource.system());
    }
}
