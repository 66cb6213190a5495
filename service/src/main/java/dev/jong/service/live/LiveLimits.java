package dev.jong.service.live;

import dev.jong.runtime.host.Cgroups;
import dev.jong.service.container.ChangedLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Writes limits into the groups of a container that runs, all or none. With cgroups v1 a container has groups only for
/// what was limited when it began: the others are made now, and its processes brought into them. They go when the container
/// is removed, or starts again.
final class LiveLimits {
    private final ContainerGroups groups;
    private final String id;

    /// What takes back what was done, the last first.
    private final Deque<Undo> undoing = new ArrayDeque<>();

    LiveLimits(ContainerGroups groups, String id) {
        this.groups = groups;
        this.id = id;
    }

    /// What takes one step back.
    private interface Undo {
        void run() throws IOException;
    }

    /// Writes.
    ///
    /// @throws IOException when the kernel refuses one; then all are as before
    void write(ChangedLimits changed) throws IOException {
        try {
            for (LimitFiles.Value value : ordered(changed)) {
                Path file = group(value.controller()).resolve(value.file());
                if (value.optional() && !Files.exists(file)) {
                    continue;
                }
                String before = firstLine(KernelFile.read(file));
                KernelFile.write(file, value.text());
                undoing.push(() -> KernelFile.write(file, before));
            }
        } catch (IOException e) {
            undo();
            throw e;
        }
    }

    /// Takes all back.
    void undo() {
        while (!undoing.isEmpty()) {
            try {
                undoing.pop().run();
            } catch (IOException gone) {
                // It ended meanwhile, and its groups with it.
                continue;
            }
        }
    }

    /// With v1, memory may never be above memory and swap together: who makes more of both begins with the latter.
    private List<LimitFiles.Value> ordered(ChangedLimits changed) {
        if (!(groups.host() instanceof Cgroups.Split v1)) {
            return LimitFiles.unified(changed);
        }
        List<LimitFiles.Value> all = new ArrayList<>(LimitFiles.split(changed, v1.swap()));
        LimitFiles.Value total = null;
        for (LimitFiles.Value value : all) {
            total = value.file().equals("memory.memsw.limit_in_bytes") ? value : total;
        }
        if (total != null && grows(total)) {
            all.remove(total);
            all.addFirst(total);
        }
        return all;
    }

    private boolean grows(LimitFiles.Value total) {
        long wanted = Long.parseLong(total.text());
        long known =
                groups.of(total.controller(), id)
                        .map(group -> KernelFile.read(group.resolve(total.file())))
                        .map(text -> KernelFile.number(text, Long.MAX_VALUE))
                        .orElse(Long.MAX_VALUE);
        return wanted < 0 || wanted > known;
    }

    private Path group(String controller) throws IOException {
        var known = groups.of(controller, id);
        if (known.isPresent()) {
            return known.get();
        }
        if (!(groups.host() instanceof Cgroups.Split v1)) {
            throw new IOException("it has no cgroup");
        }
        String mount = v1.controllers().get(controller);
        if (mount == null) {
            throw new IOException(
                    "the host has no writable " + controller + " cgroup controller for the limit");
        }
        Path group = Path.of(mount, "jong", id);
        GroupMembers members = new GroupMembers(group, () -> groups.processes(id));
        undoing.push(members::dissolve);
        members.make();
        if (controller.equals("cpuset")) {
            inherit(Path.of(mount), group);
        }
        members.gather();
        return group;
    }

    /// A new cpuset is empty and takes no task.
    private static void inherit(Path mount, Path group) throws IOException {
        for (String file : new String[] {"cpuset.cpus", "cpuset.mems"}) {
            String all = firstLine(KernelFile.read(mount.resolve(file)));
            KernelFile.write(mount.resolve("jong").resolve(file), all);
            KernelFile.write(group.resolve(file), all);
        }
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
