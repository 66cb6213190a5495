package dev.jong.service.system;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.List;

/// Facts about this machine, out of the files that say them; nothing fails where one is missing. Texts are byte strings.
final class HostFacts {
    private static final int LIMIT = 4 << 20;
    private static final String UNKNOWN = "unknown";

    String kernel() {
        return System.getProperty("os.version", UNKNOWN);
    }

    /// As os-release(5) names the system.
    String system() {
        return release("PRETTY_NAME=", "Linux");
    }

    String systemVersion() {
        return release("VERSION_ID=", "");
    }

    /// As `uname -m` says it.
    String architecture() {
        return System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
    }

    /// Those of the machine, not those that the engine may run on.
    long processors() {
        long count =
                lines("/proc/cpuinfo").stream()
                        .filter(line -> line.startsWith("processor"))
                        .count();
        return Math.max(count, 1);
    }

    /// Bytes of memory.
    long memory() {
        for (String line : lines("/proc/meminfo")) {
            if (line.startsWith("MemTotal:")) {
                return kibibytes(line) << 10;
            }
        }
        return 0;
    }

    /// The number in a line such as `MemTotal:  24680000 kB`.
    private static long kibibytes(String line) {
        long number = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + c - '0';
            }
        }
        return number;
    }

    String name() {
        List<String> lines = lines("/proc/sys/kernel/hostname");
        return lines.isEmpty() ? UNKNOWN : lines.getFirst();
    }

    boolean hasSeccomp() {
        return !lines("/proc/sys/kernel/seccomp/actions_avail").isEmpty();
    }

    private static String release(String key, String otherwise) {
        for (String file : List.of("/etc/os-release", "/usr/lib/os-release")) {
            for (String line : lines(file)) {
                if (line.startsWith(key)) {
                    return line.substring(key.length()).replace("\"", "").replace("'", "");
                }
            }
        }
        return otherwise;
    }

    private static List<String> lines(String file) {
        try {
            return SmallFile.read(Path.of(file), LIMIT)
                    .map(bytes -> Text.of(bytes).lines().toList())
                    .orElse(List.of());
        } catch (JongException e) {
            return List.of();
        }
    }
}
