package dev.jong.service.container;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where below its cgroup v2 a container's first process is: a systemd there moves itself, and then the kernel lets
/// nobody into the groups above.
final class GroupBelow {
    private GroupBelow() {}

    /// The group's name below the container's with a slash in front; empty when it is the container's own, or nobody
    /// knows.
    static String of(long pid, String id) {
        try {
            return below(
                    Text.of(Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cgroup"))),
                    id);
        } catch (IOException gone) {
            return "";
        }
    }

    /// @param groups the content of `/proc/PID/cgroup`; the kernel lets no name of a group hold a line end
    static String below(String groups, String id) {
        int line = groups.startsWith("0::") ? 0 : groups.indexOf("\n0::") + 1;
        int end = groups.indexOf('\n', line);
        String group = groups.substring(line, end < 0 ? groups.length() : end);
        int own = group.startsWith("0::") ? group.indexOf("/" + id) : -1;
        String below = own < 0 ? "" : group.substring(own + 1 + id.length());
        return below.startsWith("/") ? below : "";
    }
}
