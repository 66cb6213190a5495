package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Hides and write-protects parts of proc and sysfs. A path that does not exist is nothing to hide; any other
/// failure stops the start (promise S2).
///
/// All of it happens from inside of the two mounts, entered by descriptor: where containers share a root directory, a
/// neighbour may move the place of a mount away and back meanwhile, and a path would lead to nothing that has to be
/// hidden.
final class ProtectSteps {
    private final Launch launch;
    private final OpList child;
    private final Map<String, Arg.Register> hidden = new LinkedHashMap<>();

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
                hidden.put(path, FileSystem.copy(child, "hide " + path, "/dev/null", false));
            }
        }
    }

    /// Afterwards the working directory is anywhere.
    ///
    /// @param proc the mounts of the container
    /// @param sys the same
    void add(Arg.Register proc, Arg.Register sys) {
        protect("/proc/", proc);
        protect("/sys/", sys);
    }

    private void protect(String prefix, Arg.Register mount) {
        List<String> readOnly = below(prefix, launch.spec().protection().readOnlyPaths());
        List<String> masked = below(prefix, launch.spec().protection().maskedPaths());
        if (readOnly.isEmpty() && masked.isEmpty()) {
            return;
        }
        child.call("into " + prefix, Syscall.FCHDIR, mount);
        for (String path : readOnly) {
            readOnly("read-only " + path, path.substring(prefix.length()));
        }
        for (String path : masked) {
            Arg.Register nothing = hidden.get(path);
            if (nothing != null) {
                hideFile("hide " + path, path.substring(prefix.length()), nothing);
            } else if (Files.isDirectory(Path.of(path))) {
                hideDirectory("hide " + path, path.substring(prefix.length()));
            }
        }
    }

    /// Other paths than these two file systems' are never protected so.
    private static List<String> below(String prefix, List<String> paths) {
        List<String> out = new ArrayList<>();
        for (String path : paths) {
            if (path.startsWith(prefix)) {
                out.add(path);
            } else if (!path.startsWith("/proc/") && !path.startsWith("/sys/")) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "cannot protect " + path + ": it is neither in /proc nor in /sys");
            }
        }
        return out;
    }

    /// A bind of the path onto itself, then a read-only remount: two calls do what descriptors take eight for. Fresh proc
    /// and sysfs have no mounts below; those of the host's proc, where it is copied, come along, as a user namespace may
    /// not leave them out, and belong to somebody else's root.
    private void readOnly(String why, String name) {
        long attributes = Kernel.MS_RDONLY | Kernel.MS_NOSUID | Kernel.MS_NODEV | Kernel.MS_NOEXEC;
        child.callTolerating(
                Errno.ENOENT,
                why,
                Syscall.MOUNT,
                Kernel.text(name),
                Kernel.text(name),
                Arg.ZERO,
                Kernel.mount(Kernel.MS_BIND | Kernel.MS_REC),
                Arg.ZERO);
        child.callTolerating(
                Errno.ENOENT,
                why,
                Syscall.MOUNT,
                Arg.ZERO,
                Kernel.text(name),
                Arg.ZERO,
                Kernel.mount(Kernel.MS_BIND | Kernel.MS_REMOUNT | attributes),
                Arg.ZERO);
    }

    private void hideDirectory(String why, String name) {
        long flags = Kernel.MS_RDONLY | Kernel.MS_NOSUID | Kernel.MS_NODEV | Kernel.MS_NOEXEC;
        child.callTolerating(
                Errno.ENOENT,
                why,
                Syscall.MOUNT,
                Kernel.text("tmpfs"),
                Kernel.text(name),
                Kernel.text("tmpfs"),
                Kernel.mount(flags),
                Kernel.text("size=0k,nr_inodes=2"));
    }

    private void hideFile(String why, String name, Arg.Register nothing) {
        child.call(
                why,
                Syscall.MOUNT_SETATTR,
                nothing,
                Kernel.text(""),
                new Arg.Flags(Kernel.AT_EMPTY_PATH | Kernel.AT_RECURSIVE, Flag.AT),
                MountAttributes.block(0, Kernel.MS_PRIVATE),
                Kernel.number(MountAttributes.SIZE));
        child.callTolerating(
                Errno.ENOENT,
                why,
                Syscall.MOVE_MOUNT,
                nothing,
                Kernel.text(""),
                Kernel.AT_FDCWD,
                Kernel.text(name),
                Kernel.number(Kernel.MOVE_FROM_DESCRIPTOR));
    }
}
