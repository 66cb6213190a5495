package dev.jong.service.live;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The freezer of cgroups v1: a hierarchy of its own, in which a container has a group for as long as it is paused.
///
/// @param group of the container, which need not be there
/// @param processes all that run in the container now
record SplitFreezer(Path group, Supplier<Set<Long>> processes) implements Freezer {
    private static final int ROUNDS = 200;

    @Override
    public void freeze() throws IOException {
        make(group.resolve("..").normalize());
        make(group);
        set("THAWED");
        gather();
        set("FROZEN");
        // The group may stay at FREEZING when a process came while it froze: only another attempt
        // helps then.
        Freezer.await(
                this::isFrozen,
                () -> {
                    set("THAWED");
                    gather();
                    set("FROZEN");
                });
    }

    /// They go back to the root of the hierarchy, and the group goes. That of a container which is ending just now goes
    /// with the container.
    @Override
    public void thaw() throws IOException {
        if (!Files.isDirectory(group)) {
            return;
        }
        set("THAWED");
        Path root = group.resolve("../..").normalize();
        try {
            for (long pid : inside()) {
                enter(root, pid);
            }
            Files.deleteIfExists(group);
        } catch (IOException ending) {
            return;
        }
    }

    /// Brings all processes into the group; who was begun meanwhile, outside, is brought in too.
    private void gather() throws IOException {
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

    private boolean isFrozen() {
        return KernelFile.read(group.resolve("freezer.state")).startsWith("FROZEN");
    }

    private void set(String state) throws IOException {
        KernelFile.write(group.resolve("freezer.state"), state);
    }

    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }
}
