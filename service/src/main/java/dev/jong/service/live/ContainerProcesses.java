package dev.jong.service.live;

import dev.jong.service.container.Status;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The processes of a running container, as the host numbers them.
public final class ContainerProcesses {
    private final ContainerGroups groups;

    /// @param groups of containers
    public ContainerProcesses(ContainerGroups groups) {
        this.groups = groups;
    }

    /// All that live now, lowest number first. By its cgroup where it has one; else those of its process namespace; else,
    /// when it shares that, what its first process has begun.
    public List<ProcessFacts> of(String id, Status.Running running) {
        Set<Long> known = groups.processes(id);
        List<ProcessFacts> found = new ArrayList<>();
        if (!known.isEmpty()) {
            known.forEach(pid -> ProcessFacts.read(pid).ifPresent(found::add));
            return found;
        }
        String namespace = namespace(Long.toString(running.pid()));
        boolean own = !namespace.isEmpty() && !namespace.equals(namespace("self"));
        Set<Long> family = new HashSet<>(Set.of(running.pid()));
        for (ProcessFacts process : all()) {
            boolean member =
                    own
                            ? namespace(Long.toString(process.pid())).equals(namespace)
                            : family.contains(process.parent()) || family.contains(process.pid());
            if (member) {
                family.add(process.pid());
                found.add(process);
            }
        }
        return found;
    }

    /// How many have ended without their parent, one of these, taking note of it. A group of version 1 does not count
    /// them.
    public static long zombies(List<ProcessFacts> family) {
        Set<Long> parents = new HashSet<>();
        family.forEach(process -> parents.add(process.pid()));
        long count = 0;
        for (ProcessFacts process : all()) {
            count += process.state().equals("Z") && parents.contains(process.parent()) ? 1 : 0;
        }
        return count;
    }

    private static String namespace(String process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", process, "ns/pid")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<ProcessFacts> all() {
        List<ProcessFacts> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"))) {
            for (Path entry : entries) {
                long pid = KernelFile.number(String.valueOf(entry.getFileName()), 0);
                if (pid > 0) {
                    ProcessFacts.read(pid).ifPresent(all::add);
                }
            }
        } catch (IOException e) {
            return all;
        }
        all.sort(java.util.Comparator.comparingLong(ProcessFacts::pid));
        return all;
    }
}
