package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.host.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether the processes of a container are stopped by the freezer of its control group: then nothing that is started
/// there would ever run, or it would run among others that do not.
public final class Frozen {
    private Frozen() {}

    /// What the kernel says now; false where there is no such group. One that is being stopped counts as stopped.
    ///
    /// @param cgroups where groups are on this host
    /// @param id of the container
    public static boolean is(Cgroups cgroups, String id) {
        return switch (cgroups) {
            case Cgroups.Unified v2 -> read(Path.of(v2.parent(), id, "cgroup.freeze")).equals("1");
            case Cgroups.Split v1 -> {
                String mount = v1.controllers().getOrDefault("freezer", "/sys/fs/cgroup/freezer");
                String state = read(Path.of(mount, "jong", id, "freezer.state"));
                yield !state.isEmpty() && !state.equals("THAWED");
            }
            case Cgroups.None none -> false;
        };
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Text.of(Files.readAllBytes(file)).trim() : "";
        } catch (IOException gone) {
            return "";
        }
    }
}
