package dev.jong.service.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;

/// The freezer of cgroups v1: a hierarchy of its own, in which a container has a group for as long as it is paused.
///
/// @param group of the container, which need not be there
/// @param processes all that run in the container now
record SplitFreezer(Path group, Supplier<Set<Long>> processes) implements Freezer {
    @Override
    public void freeze() throws IOException {
        members().make();
        set("THAWED");
        members().gather();
        set("FROZEN");
        // The group may stay at FREEZING when a process came while it froze: only another attempt
        // helps then.
        Freezer.await(
                this::isFrozen,
                () -> {
                    set("THAWED");
                    members().gather();
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
        try {
            members().dissolve();
        } catch (IOException ending) {
            return;
        }
    }

    private boolean isFrozen() {
        return KernelFile.read(group.resolve("freezer.state")).startsWith("FROZEN");
    }

    private void set(String state) throws IOException {
        KernelFile.write(group.resolve("freezer.state"), state);
    }

    private GroupMembers members() {
        return new GroupMembers(group, processes);
    }
}
