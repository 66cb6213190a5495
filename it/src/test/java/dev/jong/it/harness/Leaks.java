package dev.jong.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looks for what a site left on the host: processes, mounts, cgroups, networks, and files that name containers. An engine
/// takes a moment to leave and the kernel to tear a container down, so a few seconds are given.
final class Leaks {
    private static final int ROUNDS = 100;
    private static final int PAUSE_MILLIS = 100;

    private final Path folder;
    private final List<String> others;
    private final NetworkTraces networks;

    /// Made before anything is started: what is there already is somebody else's.
    Leaks(Path folder) {
        this.folder = folder;
        this.networks = new NetworkTraces(folder);
        this.others = new ArrayList<>(cgroups());
        this.others.addAll(NetworkTraces.devices("jv"));
    }

    /// Fails when something stays.
    void check() {
        List<String> left = all();
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            pause();
            left = all();
        }
        if (!left.isEmpty()) {
            throw new AssertionError("left on the host: " + left);
        }
    }

    /// Ends what stayed, so that one failed test does not spoil the next.
    void clear() {
        for (Path process : processes()) {
            ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
        networks.clear();
    }

    private List<String> all() {
        List<String> left = new ArrayList<>();
        for (Path process : processes()) {
            left.add(
                    "process "
                            + process.getFileName()
                            + ": "
                            + read(process.resolve("cmdline")).replace('\0', ' '));
        }
        if (read(Path.of("/proc/self/mountinfo")).contains(folder.toString())) {
            left.add("a mount below " + folder);
        }
        for (String empty : new String[] {"containers", "names", "trash"}) {
            entries(folder.resolve("store/" + empty)).forEach(path -> left.add(path.toString()));
        }
        for (Path ofEngine : entries(folder.resolve("store/tmp"))) {
            entries(ofEngine).forEach(path -> left.add(path.toString()));
        }
        for (Path run : entries(folder.resolve("run"))) {
            entries(run.resolve("c")).forEach(path -> left.add(path.toString()));
            entries(run.resolve("monitors")).forEach(path -> left.add(path.toString()));
        }
        left.addAll(cgroups());
        left.addAll(networks.left());
        left.removeAll(others);
        return left;
    }

    /// Groups of containers without any process: one with processes may be of another store, and if it is ours the
    /// processes tell.
    private static List<String> cgroups() {
        List<String> left = new ArrayList<>();
        for (Path controller : entries(Path.of("/sys/fs/cgroup"))) {
            for (Path group : entries(controller.resolve("jong"))) {
                if (Files.isDirectory(group) && read(group.resolve("cgroup.procs")).isBlank()) {
                    left.add(group.toString());
                }
            }
        }
        return left;
    }

    /// Processes that were started for this site, or that live in a container of it.
    private List<Path> processes() {
        List<Path> found = new ArrayList<>();
        String name = folder.toString();
        for (Path process : entries(Path.of("/proc"))) {
            String number = process.getFileName().toString();
            if (!Character.isDigit(number.charAt(0))
                    || number.equals(Long.toString(ProcessHandle.current().pid()))) {
                continue;
            }
            if (read(process.resolve("cmdline")).contains(name)
                    || read(process.resolve("mountinfo")).contains(name)) {
                found.add(process);
            }
        }
        return found;
    }

    private static List<Path> entries(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            children.forEach(found::add);
        } catch (IOException notThere) {
            return List.of();
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrForbidden) {
            return "";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
