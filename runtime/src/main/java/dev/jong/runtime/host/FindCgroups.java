package dev.jong.runtime.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Finds where cgroups can be made: v2 alone, v1, or v1 beside an empty v2 (hybrid).
final class FindCgroups {
    /// Controllers of v1 that limits and device rules need.
    private static final String[] CONTROLLERS = {"pids", "memory", "cpu", "cpuset", "devices"};

    private FindCgroups() {}

    static Cgroups find(Host.Isolation isolation) {
        if (isolation == Host.Isolation.CHROOT || isolation == Host.Isolation.NONE) {
            return new Cgroups.None("this host refuses namespaces and with them cgroups");
        }
        String mounts = ReadHost.text("/proc/self/mountinfo");
        Map<String, String> controllers = new HashMap<>();
        String unified = scan(mounts, controllers);
        if (!controllers.isEmpty()) {
            return split(controllers);
        }
        if (unified.isEmpty()) {
            return new Cgroups.None("no cgroup file system is mounted");
        }
        return unified(unified, isolation);
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
        String own = ownGroup(ReadHost.text("/proc/self/cgroup"));
        Path directory = Path.of(mount + own);
        if (Files.isWritable(directory) && Files.isWritable(directory.resolve("cgroup.procs"))) {
            return new Cgroups.Unified((own.equals("/") ? mount : mount + own) + "/jong");
        }
        return new Cgroups.None("the cgroup " + own + " is not delegated to this user");
    }

    /// Fills in the v1 controllers and returns the v2 mount point, empty when there is none.
    private static String scan(String mountinfo, Map<String, String> controllers) {
        String unified = "";
        for (String line : mountinfo.split("\n")) {
            int dash = line.indexOf(" - cgroup");
            if (dash < 0) {
                continue;
            }
            String[] left = line.substring(0, dash).split(" ");
            String[] right = line.substring(dash + 3).split(" ");
            if (right[0].equals("cgroup2")) {
                unified = left[4];
                continue;
            }
            for (String option : right[right.length - 1].split(",")) {
                for (String controller : CONTROLLERS) {
                    if (option.equals(controller)) {
                        controllers.put(controller, left[4]);
                    }
                }
            }
        }
        return unified;
    }

    private static String ownGroup(String file) {
        for (String line : file.split("\n")) {
            if (line.startsWith("0::")) {
                return line.substring(3);
            }
        }
        return "/";
    }
}
