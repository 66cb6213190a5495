package dev.jong.service.live;

import java.io.IOException;
import java.nio.file.Path;

/// The freezer that every group of cgroups v2 has.
///
/// @param group of the container
record UnifiedFreezer(Path group) implements Freezer {
    @Override
    public void freeze() throws IOException {
        KernelFile.write(group.resolve("cgroup.freeze"), "1");
        Freezer.await(this::isFrozen, () -> {});
    }

    @Override
    public void thaw() throws IOException {
        KernelFile.write(group.resolve("cgroup.freeze"), "0");
    }

    private boolean isFrozen() {
        return KernelFile.field(KernelFile.read(group.resolve("cgroup.events")), "frozen")
                .equals("1");
    }
}
