package dev.jong.service.live;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.function.Supplier;

/// A group of cgroups v1 that a container gets while it runs.
///
/// @param group of the container, which need not be there
/// @param processes all that run in the container now
record GroupMembers(Path group, Supplier<Set<Long>> processes) {
    private static final int ROUNDS = 200;

    /// Makes the group, and that of all containers above it.
    void make() throws IOException {
        make(group.resolve("..").normalize());
        make(group);
    }

    /// Brings all processes into the group; who was begun meanwhile, outside, is brought in too.
    void gather() throws IOException {
        int moved = 1;
        for (int i = 0; i < ROUNDS && moved > 0; i++) {
            Set<Long> inside = inside();
            moved = 0;
            for (long pid : processes.get()) {
                if (!inside.contains(pid) && enter(group, pid)) {
                    moved++;
                }
            }
        }
    }

    /// They go back to the root of the hierarchy, and the group goes.
    void dissolve() throws IOException {
        Path root = group.resolve("../..").normalize();
        for (long pid : inside()) {
            enter(root, pid);
        }
        Files.deleteIfExists(group);
    }

    private static boolean enter(Path group, long pid) throws IOException {
        try {
            KernelFile.write(group.resolve("cgroup.procs"), Long.toString(pid));
            return true;
        } catch (IOException e) {
            if (Files.exists(Path.of("/proc", Long.toString(pid)))) {
                throw e;
            }
            return false;
        }
    }

    private Set<Long> inside() {
        Set<Long> pids = new TreeSet<>();
        StringTokenizer lines = new StringTokenizer(KernelFile.read(group.resolve("cgroup.procs")));
        while (lines.hasMoreTokens()) {
            pids.add(KernelFile.number(lines.nextToken(), 0));
        }
        return pids;
    }

    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }
}
