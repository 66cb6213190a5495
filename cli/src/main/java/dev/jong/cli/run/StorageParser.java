package dev.jong.cli.run;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.RunOptions.Device;
import dev.jong.service.container.RunOptions.Mount;
import dev.jong.service.container.RunOptions.Storage;
import dev.jong.service.container.RunOptions.VolumesFrom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `-v`, `--volumes-from`, `--mount`, `--tmpfs`, `--read-only`, `--shm-size` and `--device`. Mounts keep the order in which they
/// were typed; two of them at one place are refused, because one would hide the other.
final class StorageParser {
    private StorageParser() {}

    static Storage parse(ParsedCommand command, Surroundings around) {
        List<Mount> mounts = new ArrayList<>();
        List<VolumesFrom> from = new ArrayList<>();
        List<Device> devices = new ArrayList<>();
        List<OptionValue> values = command.values();
        for (int i = 0; i < values.size(); i++) {
            OptionValue value = values.get(i);
            switch (value.option().name()) {
                case "volume" -> add(mounts, VolumeParser.parse(value, around));
                case "mount" -> add(mounts, MountParser.parse(value, around));
                case "tmpfs" -> add(mounts, TmpfsParser.parse(value));
                case "volumes-from" -> from.add(volumesFrom(value));
                case "device" -> devices.add(DeviceParser.parse(value));
                default -> {}
            }
        }
        return new Storage(
                mounts,
                from,
                command.flag("read-only"),
                sharedMemory(command.value("shm-size")),
                devices);
    }

    private static void add(List<Mount> mounts, Mount mount) {
        for (int i = 0; i < mounts.size(); i++) {
            if (mounts.get(i).target().equals(mount.target())) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "duplicate mount point: " + Quoted.plain(mount.target()))
                        .hint("mount one thing at each place");
            }
        }
        mounts.add(mount);
    }

    /// `CONTAINER[:ro|rw]`; `z` and `Z` are labels of SELinux, as with `-v`.
    private static VolumesFrom volumesFrom(OptionValue value) {
        String text = value.text();
        int colon = text.indexOf(':');
        String container = colon < 0 ? text : text.substring(0, colon);
        String mode = colon < 0 ? "rw" : text.substring(colon + 1);
        boolean known =
                mode.equals("ro") || mode.equals("rw") || mode.equals("z") || mode.equals("Z");
        if (container.isEmpty() || !known) {
            throw value.invalid(
                    "neither a container nor its mode", "write CONTAINER or CONTAINER:ro");
        }
        return new VolumesFrom(container, mode.equals("ro"));
    }

    private static OptionalLong sharedMemory(Optional<OptionValue> value) {
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        long bytes = SizeParser.parse(value.get());
        if (bytes == 0) {
            throw value.get()
                    .invalid("the size must be greater than 0", "write a size such as 64m");
        }
        return OptionalLong.of(bytes);
    }
}
