package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the root file system together and makes it the root.
final class RootSteps {
    private static final long W_OK = 2;

    private final Launch launch;
    private final OpList child;
    private final UserNamespaceSteps users;

    /// @param users opened what lies outside of the container's user namespace
    RootSteps(Launch launch, UserNamespaceSteps users) {
        this.launch = launch;
        this.users = users;
        this.child = launch.child();
    }

    /// Mounts of the container stay in the container; those of the host still arrive, so that nothing of the
    /// host is pinned by us and `rslave` binds work.
    void separate() {
        child.call(
                "mounts made here stay here",
                Syscall.MOUNT,
                Arg.ZERO,
                Kernel.text("/"),
                Arg.ZERO,
                Kernel.mount(Kernel.MS_REC | Kernel.MS_SLAVE),
                Arg.ZERO);
    }

    /// Mounts the root file system on the launch's mount point.
    void mount() {
        String target = launch.mountPoint();
        switch (launch.spec().root()) {
            case Spec.Root.Layers layers -> overlay(layers, target);
            case Spec.Root.Directory directory -> directory(directory, target);
        }
    }

    /// Leaves the host's tree for good: the old root is detached, so no path leads back (L29).
    void enter() {
        child.call("into the new root", Syscall.CHDIR, Kernel.text(launch.mountPoint()));
        child.call("it becomes the root", Syscall.PIVOT_ROOT, Kernel.text("."), Kernel.text("."));
        // What lies on the old root is above it now; each goes by itself.
        for (int above = users.placed(); above >= 0; above--) {
            child.call(
                    "the host's tree goes away",
                    Syscall.UMOUNT2,
                    Kernel.text("."),
                    Kernel.number(Kernel.MNT_DETACH));
        }
        child.call("the root is the place to be", Syscall.CHDIR, Kernel.text("/"));
    }

    /// The chroot rung: no mounts, only another root directory, and copies of the files that Jong supplies. They are
    /// written from inside, where no symlink of the image can lead out.
    void enterByChroot() {
        Map<String, Arg.Register> sources = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : launch.spec().names().files().entrySet()) {
            sources.put(
                    file.getKey(),
                    child.open(
                            file.getKey(),
                            Syscall.OPENAT,
                            Kernel.AT_FDCWD,
                            Kernel.text(file.getValue()),
                            Kernel.open(0)));
        }
        changeRoot();
        sources.forEach(this::copy);
    }

    /// Only that.
    void changeRoot() {
        child.call(
                "another root directory",
                Syscall.CHROOT,
                Kernel.text(launch.places().container() + "/root"));
        child.call("the root is the place to be", Syscall.CHDIR, Kernel.text("/"));
    }

    /// A FIFO of the image in that place has no reader, and does not make the launch wait for one.
    private void copy(String path, Arg.Register source) {
        String why = path + " of this container";
        Arg.Register target =
                child.openTolerating(
                        Contract.PLAN_TOLERATE_ANY,
                        why,
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(path),
                        Kernel.open(
                                Kernel.O_WRONLY
                                        | Kernel.O_CREAT
                                        | Kernel.O_TRUNC
                                        | Kernel.O_NONBLOCK),
                        Kernel.mode(0644));
        child.own("the image has no place for " + path, Contract.OP_SKIP, target, Kernel.number(1));
        child.call(why, Syscall.SENDFILE, target, source, Arg.ZERO, Kernel.number(1 << 20));
    }

    /// Last of all: everything that had to be made in the root is there.
    void seal() {
        if (launch.spec().root().readOnly()) {
            Arg attributes =
                    new Arg.Block(
                            MountAttributes.bytes(Kernel.ATTR_RDONLY, 0, 0),
                            "{set MOUNT_ATTR_RDONLY}");
            child.call(
                    "the root is read-only",
                    Syscall.MOUNT_SETATTR,
                    Kernel.AT_FDCWD,
                    Kernel.text("/"),
                    Arg.ZERO,
                    attributes,
                    Kernel.number(32));
        }
    }

    private void overlay(Spec.Root.Layers layers, String target) {
        // Relative names keep 128 layers within the one page that mount(2) takes.
        child.call("layers by short names", Syscall.CHDIR, Kernel.text(launch.layers()));
        StringBuilder options = new StringBuilder("userxattr,lowerdir=");
        for (String layer : launch.shifted() ? List.of("tree") : layers.layers()) {
            options.append(layer).append(':');
        }
        // Lowest of all, so that it changes nothing that an image has: making a missing mount point
        // here, in the writable layer, would cost more than mounting the overlay.
        options.append(launch.lowest());
        String own = launch.folder();
        options.append(",upperdir=")
                .append(own)
                .append("/upper,workdir=")
                .append(own)
                .append("/work");
        if (layers.discard()) {
            options.append(",volatile");
        }
        child.call(
                "the image's layers under a writable one",
                Syscall.MOUNT,
                Kernel.text("overlay"),
                Kernel.text(target),
                Kernel.text("overlay"),
                Kernel.mount(Kernel.MS_NODEV),
                Kernel.text(options.toString()));
    }

    private void directory(Spec.Root.Directory root, String target) {
        Arg.Register tree = users.root().orElseGet(() -> openDirectory(child, root));
        if (root.readOnly()) {
            readOnlyBelow(tree);
        } else {
            attributes(tree, "its mounts stay here", Kernel.ATTR_NODEV);
        }
        child.call(
                "the root directory",
                Syscall.MOVE_MOUNT,
                tree,
                Kernel.text(""),
                Kernel.AT_FDCWD,
                Kernel.text(target),
                Kernel.number(4));
        child.close(tree);
    }

    /// A detached copy of it, with what is mounted there.
    static Arg.Register openDirectory(OpList child, Spec.Root.Directory root) {
        return FileSystem.copy(child, "the root directory", root.path(), true);
    }

    /// Everything mounted below it is read-only from the start. The root itself may be written to until [#seal], so that
    /// mount points can be made in it, unless the host has it read-only.
    private void readOnlyBelow(Arg.Register tree) {
        Arg.Register writable =
                child.openTolerating(
                        Contract.PLAN_TOLERATE_ANY,
                        "may it be written to",
                        Syscall.FACCESSAT,
                        tree,
                        Kernel.text("."),
                        Kernel.number(W_OK));
        attributes(tree, "its mounts stay here, read-only", Kernel.ATTR_NODEV | Kernel.ATTR_RDONLY);
        child.own("the host has it read-only", Contract.OP_SKIP, writable, Kernel.number(1));
        Arg top =
                new Arg.Block(
                        MountAttributes.bytes(0, Kernel.ATTR_RDONLY, 0),
                        "{clear MOUNT_ATTR_RDONLY}");
        child.call(
                "a place for mounts, for now",
                Syscall.MOUNT_SETATTR,
                tree,
                Kernel.text(""),
                new Arg.Flags(Kernel.AT_EMPTY_PATH, Flag.AT),
                top,
                Kernel.number(32));
        child.forget(writable);
    }

    private void attributes(Arg.Register tree, String why, long set) {
        Arg attributes =
                new Arg.Block(
                        MountAttributes.bytes(set, 0, Kernel.MS_PRIVATE),
                        "{set " + Flag.MOUNT_ATTR.show(set) + ", private}");
        child.call(
                why,
                Syscall.MOUNT_SETATTR,
                tree,
                Kernel.text(""),
                new Arg.Flags(Kernel.AT_EMPTY_PATH | Kernel.AT_RECURSIVE, Flag.AT),
                attributes,
                Kernel.number(32));
    }
}
