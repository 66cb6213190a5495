package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Hides and write-protects parts of proc and sysfs. A path that does not exist is nothing to hide; any other
/// failure stops the start (promise S2).
final class ProtectSteps {
    private final Launch launch;
    private final OpList child;
    private final List<Attachment> masks = new ArrayList<>();

    ProtectSteps(Launch launch) {
        this.launch = launch;
        this.child = launch.child();
    }

    /// In the host's tree: opens its /dev/null once for each file to hide. The container's own might be something else
    /// where the user mounts over /dev.
    void prepare() {
        for (String path : launch.spec().protection().maskedPaths()) {
            Path file = Path.of(path);
            if (!Files.isDirectory(file) && Files.exists(file)) {
                Arg.Register nothing = FileSystem.copy(child, "hide " + path, "/dev/null", false);
                masks.add(new Attachment(nothing, path, 0, Kernel.MS_PRIVATE, "hide " + path));
            }
        }
    }

    void add() {
        for (String path : launch.spec().protection().readOnlyPaths()) {
            readOnly(path);
        }
        for (String path : launch.spec().protection().maskedPaths()) {
            if (Files.isDirectory(Path.of(path))) {
                hideDirectory(path);
            }
        }
        for (Attachment mask : masks) {
            mask.attach(child);
        }
    }

    /// A bind of the path onto itself, then a read-only remount: two calls do what descriptors take eight for. Fresh proc
    /// and sysfs have no mounts below; those of the host's proc, where it is copied, come along, as a user namespace may
    /// not leave them out, and belong to somebody else's root.
    private void readOnly(String path) {
        String why = "read-only " + path;
        long attributes = Kernel.MS_RDONLY | Kernel.MS_NOSUID | Kernel.MS_NODEV | Kernel.MS_NOEXEC;
        child.callTolerating(
                Errno.ENOENT,
                why,
                Syscall.MOUNT,
                Kernel.text(path),
                Kernel.text(path),
                Arg.ZERO,
                Kernel.mount(Kernel.MS_BIND | Kernel.MS_REC),
                Arg.ZERO);
        child.callTolerating(
                Errno.ENOENT,
                why,
                Syscall.MOUNT,
                Arg.ZERO,
                Kernel.text(path),
                Arg.ZERO,
                Kernel.mount(Kernel.MS_BIND | Kernel.MS_REMOUNT | attributes),
                Arg.ZERO);
    }

    private void hideDirectory(String path) {
        long flags = Kernel.MS_RDONLY | Kernel.MS_NOSUID | Kernel.MS_NODEV | Kernel.MS_NOEXEC;
        child.callTolerating(
                Errno.ENOENT,
                "hide " + path,
                Syscall.MOUNT,
                Kernel.text("tmpfs"),
                Kernel.text(path),
                Kernel.text("tmpfs"),
                Kernel.mount(flags),
                Kernel.text("size=0k,nr_inodes=2"));
    }
}
