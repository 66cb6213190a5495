package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import java.nio.file.Files;
import java.nio.file.Path;

/// Hides and write-protects parts of proc and sysfs. A path that does not exist is nothing to hide; any other
/// failure stops the start (promise S2).
final class ProtectSteps {
    private final Launch launch;
    private final OpList child;

    ProtectSteps(Launch launch) {
        this.launch = launch;
        this.child = launch.child();
    }

    void add() {
        for (String path : launch.spec().protection().readOnlyPaths()) {
            readOnly(path);
        }
        for (String path : launch.spec().protection().maskedPaths()) {
            mask(path);
        }
    }

    private void readOnly(String path) {
        Arg.Register tree =
                child.openTolerating(
                        Errno.ENOENT,
                        "read-only " + path,
                        Syscall.OPEN_TREE,
                        Kernel.AT_FDCWD,
                        Kernel.text(path),
                        Kernel.openTree(Kernel.OPEN_TREE_CLONE | Kernel.AT_RECURSIVE));
        child.own("nothing to protect at " + path, Contract.OP_SKIP, tree, Kernel.number(2));
        child.own(
                "read-only " + path,
                Contract.OP_MOUNT_TREE,
                tree,
                Kernel.text(path),
                Kernel.attributes(Kernel.ATTR_RDONLY),
                Arg.ZERO,
                Arg.ZERO);
        child.close(tree);
    }

    private void mask(String path) {
        if (Files.isDirectory(Path.of(path))) {
            child.callTolerating(
                    Errno.ENOENT,
                    "hide " + path,
                    Syscall.MOUNT,
                    Kernel.text("tmpfs"),
                    Kernel.text(path),
                    Kernel.text("tmpfs"),
                    Kernel.mount(
                            Kernel.MS_RDONLY
                                    | Kernel.MS_NOSUID
                                    | Kernel.MS_NODEV
                                    | Kernel.MS_NOEXEC),
                    Kernel.text("size=0k,nr_inodes=2"));
        } else if (Files.exists(Path.of(path))) {
            child.callTolerating(
                    Errno.ENOENT,
                    "hide " + path,
                    Syscall.MOUNT,
                    Kernel.text("/dev/null"),
                    Kernel.text(path),
                    Arg.ZERO,
                    Kernel.mount(Kernel.MS_BIND),
                    Arg.ZERO);
        }
    }
}
