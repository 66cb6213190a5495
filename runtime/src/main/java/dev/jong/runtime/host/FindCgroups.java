package dev.jong.runtime.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Finds where cgroups can be made: v2 alone, v1, or v1 beside an empty v2 (hybrid).
final class FindCgroups {
    /// Controllers of v1 that limits, device rules and pauses need.
    private static final String[] CONTROLLERS = {
        "pids", "memory", "cpu", "cpuset", "devices", "freezer", Cgroups.SYSTEMD
    };

    private static final String CGROUP = " - cgroup";

    private FindCgroups() {}

    static Cgroups find(Host.Isolation isolation) {
        if (isolation == Host.Isolation.CHROOT || isolation == Host.Isolation.NONE) {
            return new Cgroups.None("this host refuses namespaces and with them cgroups");
        }
        Mounts mounts = mounts(ReadHost.text("/proc/self/mountinfo"));
        // A host with version 2 may have mounted that one hierarchy only.
        int names = mounts.controllers().containsKey(Cgroups.SYSTEMD) ? 1 : 0;
        if (mounts.controllers().size() > names) {
            return split(mounts.controllers());
        }
        if (mounts.unified().isEmpty()) {
            return new Cgroups.None("no cgroup file system is mounted");
        }
        return unified(mounts.unified(), isolation);
    }

    /// Where cgroup file systems are mounted.
    ///
    /// @param unified mount point of v2, empty when there is none
    /// @param controllers mount points of v1 by controller
    record Mounts(String unified, Map<String, String> controllers) {}

    /// Reads mountinfo (proc(5)); lines that do not look like it are skipped. Only lines of cgroups are taken apart:
    /// a host has few of them, and maybe hundreds of others.
    static Mounts mounts(String mountinfo) {
        String unified = "";
        Map<String, String> controllers = new HashMap<>();
        int dash = mountinfo.indexOf(CGROUP);
        while (dash >= 0) {
            int newline = mountinfo.indexOf('\n', dash);
            int end = newline < 0 ? mountinfo.length() : newline;
            int start = mountinfo.lastIndexOf('\n', dash) + 1;
            String[] left = mountinfo.substring(start, dash).split(" ");
            String[] right = mountinfo.substring(dash, end).trim().split(" ");
            if (left.length >= 5 && right.length >= 2 && left[4].startsWith("/")) {
                if (right[1].equals("cgroup2")) {
                    unified = left[4];
                } else if (right[1].equals("cgroup")) {
                    controllers(right[right.length - 1], left[4], controllers);
                }
            }
            dash = mountinfo.indexOf(CGROUP, end);
        }
        return new Mounts(unified, controllers);
    }

    private static void controllers(String options, String mount, Map<String, String> out) {
        for (String option : options.split(",")) {
            for (String controller : CONTROLLERS) {
                if (option.equals(controller)) {
                    out.put(controller, mount);
                }
            }
        }
    }

    private static Cgroups split(Map<String, String> controllers) {
        Map<String, String> writable = new HashMap<>();
        for (Map.Entry<String, String> controller : controllers.entrySet()) {
            if (Files.isWritable(Path.of(controller.getValue()))) {
                writable.put(controller.getKey(), controller.getValue());
            }
        }
        if (writable.isEmpty()) {
            return new Cgroups.None("cgroup v1 can't be delegated to an ordinary user");
        }
        String memory = writable.get("memory");
        boolean swap =
                memory != null && Files.exists(Path.of(memory, "memory.memsw.limit_in_bytes"));
        return new Cgroups.Split(writable, swap);
    }

    private static Cgroups unified(String mount, Host.Isolation isolation) {
        if (isolation == Host.Isolation.ROOT) {
            return Files.isWritable(Path.of(mount))
                    ? new Cgroups.Unified(mount + "/jong")
                    : new Cgroups.None(mount + " is read-only");
        }
        return new DelegatedGroup(mount).find(ownGroup(ReadHost.text("/proc/self/cgroup")));
    }

    /// The v2 group out of /proc/self/cgroup; the root when there is none.
    static String ownGroup(String file) {
        for (String line : file.split("\n")) {
            if (line.startsWith("0::/")) {
                return line.substring(3);
            }
        }
        return "/";
    }
}
