package dev.jong.service.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What every container hides and write-protects of proc and sysfs: the union of what the known engines do,
/// with the per-CPU thermal directories of this host. Read once for an engine; only what exists counts.
public final class SystemPaths {
    private static final String[] MASKED = {
        "/proc/acpi",
        "/proc/asound",
        "/proc/interrupts",
        "/proc/kcore",
        "/proc/keys",
        "/proc/latency_stats",
        "/proc/sched_debug",
        "/proc/scsi",
        "/proc/timer_list",
        "/proc/timer_stats",
        "/sys/devices/virtual/powercap",
        "/sys/firmware",
        "/sys/fs/selinux"
    };
    private static final String[] READ_ONLY = {
        "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"
    };

    private final List<String> masked;
    private final List<String> readOnly;

    private SystemPaths(List<String> masked, List<String> readOnly) {
        this.masked = List.copyOf(masked);
        this.readOnly = List.copyOf(readOnly);
    }

    /// The paths of this host.
    public static SystemPaths ofHost() {
        List<String> masked = existing(MASKED);
        int cpu = 0;
        while (Files.isDirectory(Path.of("/sys/devices/system/cpu/cpu" + cpu))) {
            String thermal = "/sys/devices/system/cpu/cpu" + cpu + "/thermal_throttle";
            if (Files.isDirectory(Path.of(thermal))) {
                masked.add(thermal);
            }
            cpu++;
        }
        return new SystemPaths(masked, existing(READ_ONLY));
    }

    List<String> masked() {
        return masked;
    }

    List<String> readOnly() {
        return readOnly;
    }

    private static List<String> existing(String[] paths) {
        List<String> out = new ArrayList<>();
        for (String path : paths) {
            if (Files.exists(Path.of(path))) {
                out.add(path);
            }
        }
        return out;
    }
}
