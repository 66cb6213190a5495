package dev.jong.service.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Facts about this machine, out of the files that say them; nothing fails where one is missing. Texts are byte strings.
final class HostFacts {
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
                String digits = line.replaceAll("[^0-9]", "");
                return digits.isEmpty() ? 0 : Long.parseLong(digits) << 10;
            }
        }
        return 0;
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
            return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
