package dev.jong.service.why;

import dev.jong.service.live.ContainerGroups;
import dev.jong.service.live.KernelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What a container's control groups have counted: of one that runs from the kernel, else from what was kept when it
/// ended. The names differ between both versions of control groups; -1 stands for what is not known.
final class Counters {
    private final Map<String, String> files;

    private Counters(Map<String, String> files) {
        this.files = files;
    }

    /// Those of the last run.
    ///
    /// @param folder of the container
    static Counters kept(Path folder) {
        Path file = folder.resolve("counters");
        Map<String, String> found = new HashMap<>();
        try {
            Path started = folder.resolve("started");
            if (Files.exists(started)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(started))
                            < 0) {
                return new Counters(found); // Of a run before.
            }
        } catch (java.io.IOException none) {
            return new Counters(found);
        }
        return parse(KernelFile.read(file));
    }

    static Counters parse(String text) {
        Map<String, String> found = new HashMap<>();
        String name = "";
        for (String line : text.split("\n")) {
            if (line.startsWith("= ")) {
                name = line.substring(2);
            } else {
                found.merge(name, line + "\n", String::concat);
            }
        }
        return new Counters(found);
    }

    /// Those of now.
    static Counters live(ContainerGroups groups, String id) {
        Map<String, String> found = new HashMap<>();
        String[][] wanted = {
            {"memory", "memory.peak"},
            {"memory", "memory.max_usage_in_bytes"},
            {"memory", "memory.events"},
            {"memory", "memory.oom_control"},
            {"pids", "pids.events"},
            {"pids", "pids.current"},
            {"cpu", "cpu.stat"}
        };
        for (String[] one : wanted) {
            groups.of(one[0], id)
                    .ifPresent(group -> found.put(one[1], KernelFile.read(group.resolve(one[1]))));
        }
        return new Counters(found);
    }

    /// The most memory that was in use, bytes.
    long memoryPeak() {
        long unified = number("memory.peak");
        return unified >= 0 ? unified : number("memory.max_usage_in_bytes");
    }

    /// How many processes the kernel ended for memory.
    long outOfMemory() {
        return Math.max(
                field("memory.events", "oom_kill"), field("memory.oom_control", "oom_kill"));
    }

    /// How often a process could not be made.
    long processesRefused() {
        return field("pids.events", "max");
    }

    /// How many processes there are.
    long processes() {
        return number("pids.current");
    }

    /// In how many periods of its quota it had to wait.
    long throttled() {
        return field("cpu.stat", "nr_throttled");
    }

    /// How many periods it ran in.
    long periods() {
        return field("cpu.stat", "nr_periods");
    }

    private long number(String file) {
        return KernelFile.number(files.getOrDefault(file, ""), -1);
    }

    private long field(String file, String name) {
        return KernelFile.number(KernelFile.field(files.getOrDefault(file, ""), name), -1);
    }
}
