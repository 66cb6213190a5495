package dev.jong.service.live;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Frozen;
import dev.jong.service.container.Status;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `pause` and `unpause`: stops all processes of a container where they are, by the freezer of cgroups. With v1 the
/// freezer is a hierarchy of its own, and the container gets a group in it for as long as it is paused.
public final class FreezeContainer {
    private static final int ROUNDS = 200;

    private final Containers containers;
    private final ContainerGroups groups;

    /// The containers of one store.
    public FreezeContainer(Containers containers, ContainerGroups groups) {
        this.containers = containers;
        this.groups = groups;
    }

    /// Whether a container is paused.
    public boolean isPaused(ContainerRecord record) {
        return Frozen.is(groups.host(), record.id());
    }

    /// Pauses it.
    ///
    /// @throws JongException PRECONDITION when it does not run, or the host has no freezer for this user; CONFLICT when it
    ///     is paused already
    public void pause(ContainerRecord record) {
        requireRunning(record);
        if (isPaused(record)) {
            throw JongException.of(
                    ErrorKind.CONFLICT, "container " + record.name() + " is already paused");
        }
        try {
            if (groups.host() instanceof Cgroups.Unified) {
                KernelFile.write(unified(record).resolve("cgroup.freeze"), "1");
                awaitField(unified(record).resolve("cgroup.events"), "frozen", "1", record);
            } else {
                freeze(record, freezer(record));
            }
        } catch (IOException e) {
            throw failed("pause", record, e);
        }
    }

    /// Lets it go on.
    ///
    /// @throws JongException PRECONDITION when it is not paused
    public void resume(ContainerRecord record) {
        requireRunning(record);
        if (!isPaused(record)) {
            throw JongException.of(
                    ErrorKind.PRECONDITION, "container " + record.name() + " is not paused");
        }
        thaw(record);
    }

    /// The same for one that may be gone meanwhile, or was never paused: a signal reaches nobody who is frozen.
    public void thaw(ContainerRecord record) {
        try {
            if (groups.host() instanceof Cgroups.Unified) {
                KernelFile.write(unified(record).resolve("cgroup.freeze"), "0");
                return;
            }
            Optional<Path> group = groups.of("freezer", record.id());
            if (group.isPresent()) {
                KernelFile.write(group.get().resolve("freezer.state"), "THAWED");
                leave(group.get());
            }
        } catch (IOException e) {
            if (containers.status(record) instanceof Status.Running) {
                throw failed("unpause", record, e);
            }
        }
    }

    /// Brings all processes into the group and freezes it; who was begun meanwhile, outside, is brought in too.
    private void freeze(ContainerRecord record, Path group) throws IOException {
        KernelFile.write(group.resolve("freezer.state"), "THAWED");
        int moved = 1;
        for (int i = 0; i < ROUNDS && moved > 0; i++) {
            Set<Long> inside = pidsOf(group);
            moved = 0;
            for (long pid : groups.processes(record.id())) {
                if (!inside.contains(pid) && enter(group, pid)) {
                    moved++;
                }
            }
        }
        KernelFile.write(group.resolve("freezer.state"), "FROZEN");
        for (int i = 0; i < ROUNDS; i++) {
            if (KernelFile.read(group.resolve("freezer.state")).startsWith("FROZEN")) {
                return;
            }
            rest();
        }
        thaw(record);
        throw new IOException("its processes do not freeze");
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

    /// Back to the root of the hierarchy. The group of one that is ending just now goes with the container.
    private static void leave(Path group) {
        Path root = group.resolve("../..").normalize();
        try {
            for (long pid : pidsOf(group)) {
                enter(root, pid);
            }
            Files.deleteIfExists(group);
        } catch (IOException ending) {
            return;
        }
    }

    private static Set<Long> pidsOf(Path group) {
        Set<Long> pids = new TreeSet<>();
        for (String line : KernelFile.read(group.resolve("cgroup.procs")).split("\n")) {
            long pid = KernelFile.number(line, 0);
            if (pid > 0) {
                pids.add(pid);
            }
        }
        return pids;
    }

    private Path unified(ContainerRecord record) {
        return groups.of("", record.id()).orElseThrow(() -> refused(record, "it has no cgroup"));
    }

    private Path freezer(ContainerRecord record) throws IOException {
        if (groups.host() instanceof Cgroups.None none) {
            throw refused(record, none.why());
        }
        Path mount =
                groups.host() instanceof Cgroups.Split v1 && v1.controllers().get("freezer") != null
                        ? Path.of(v1.controllers().get("freezer"))
                        : null;
        if (mount == null || groups.processes(record.id()).isEmpty()) {
            throw refused(record, "the host has no writable freezer of cgroups");
        }
        Path group = mount.resolve("jong").resolve(record.id());
        for (Path folder : new Path[] {group.getParent(), group}) {
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
        return group;
    }

    private void awaitField(Path file, String name, String value, ContainerRecord record)
            throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            if (KernelFile.field(KernelFile.read(file), name).equals(value)) {
                return;
            }
            rest();
        }
        thaw(record);
        throw new IOException("its processes do not freeze");
    }

    private void requireRunning(ContainerRecord record) {
        if (!(containers.status(record) instanceof Status.Running)) {
            throw JongException.of(
                    ErrorKind.PRECONDITION, "container " + record.name() + " is not running");
        }
    }

    private static void rest() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JongException refused(ContainerRecord record, String why) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "container " + record.name() + " can't be paused: " + why)
                .hint("as root, or with a delegated cgroup v2, it can (jong doctor)");
    }

    private static JongException failed(String verb, ContainerRecord record, IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot " + verb + " container " + record.name() + ": " + e.getMessage())
                .causedBy(e);
    }
}
