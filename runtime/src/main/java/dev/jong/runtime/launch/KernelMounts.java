package dev.jong.runtime.launch;

import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The kernel's own file systems in a container: proc, sysfs, cgroup, /dev with its parts. Prepared in the
/// host's tree, attached in the container's.
final class KernelMounts {
    private static final int TTY_GROUP = 5;
    private static final long SAFE = Kernel.ATTR_NOSUID | Kernel.ATTR_NODEV | Kernel.ATTR_NOEXEC;

    private final Launch launch;
    private final OpList child;
    private final Set<String> replaced;
    private final List<Attachment> attachments = new ArrayList<>();
    private Optional<Arg.Register> sharedSys = Optional.empty();

    /// @param replaced targets of the user's own mounts, which take the place of ours
    KernelMounts(Launch launch, Set<String> replaced) {
        this.launch = launch;
        this.child = launch.child();
        this.replaced = replaced;
    }

    /// Prepares /dev with its parts.
    ///
    /// @param sharedMemory that of another container
    void prepareDevices(Optional<Arg.Register> sharedMemory) {
        if (!replaced.contains("/dev")) {
            attach(
                    tmpfs(
                            "the container's own /dev",
                            Kernel.ATTR_NOSUID | Kernel.ATTR_NOEXEC,
                            "mode=755",
                            "size=65536k"),
                    "/dev",
                    "the container's own /dev");
            pts();
            queues();
            memory(sharedMemory);
        }
    }

    /// Attaches what was prepared.
    void attach() {
        for (Attachment one : attachments) {
            one.attach(child);
        }
        seal();
    }

    /// Once the groups are in it, nothing more goes into the folder that holds them.
    private void seal() {
        boolean own =
                launch.host().cgroups() instanceof Cgroups.Split
                        && !replaced.contains("/sys/fs/cgroup")
                        && !sysIsCopied();
        if (own && !launch.spec().protection().privileged()) {
            Arg attributes =
                    new Arg.Block(
                            MountAttributes.bytes(Kernel.ATTR_RDONLY, 0, 0),
                            "{set MOUNT_ATTR_RDONLY}");
            child.call(
                    "its cgroups are read-only",
                    Syscall.MOUNT_SETATTR,
                    Kernel.AT_FDCWD,
                    Kernel.text("/sys/fs/cgroup"),
                    Arg.ZERO,
                    attributes,
                    Kernel.number(32));
        }
    }

    /// Prepares the container's procfs, which only the owner of its process namespace may do; returns its descriptor.
    Arg.Register prepareProc() {
        if (!launch.rootless()
                || !(launch.spec().namespaces().pid() instanceof Spec.Namespace.Host)) {
            Arg.Register proc = FileSystem.fresh(child, "processes of the container", "proc", SAFE);
            attach(proc, "/proc", "processes of the container");
            return proc;
        }
        // Only the owner of a pid namespace may mount its proc: a copy of the host's, then.
        Arg.Register proc = FileSystem.copy(child, "processes of the host", "/proc", true);
        attachments.add(new Attachment(proc, "/proc", SAFE, 0, "processes of the host"));
        return proc;
    }

    /// Prepares the /sys of a network that belongs to the engine's user namespace, before the child leaves that.
    void prepareSharedSys() {
        Spec.Namespace network = launch.spec().namespaces().network();
        if (launch.apart() && !(network instanceof Spec.Namespace.Private)) {
            sharedSys = Optional.of(sys());
        }
    }

    /// Prepares /sys, which shows the network that its mounter is in; returns its descriptor.
    Arg.Register prepareSys() {
        Arg.Register sys = sharedSys.isPresent() ? sharedSys.get() : sys();
        cgroups();
        return sys;
    }

    private Arg.Register sys() {
        long access = launch.spec().protection().privileged() ? 0 : Kernel.ATTR_RDONLY;
        if (sysIsCopied()) {
            // The host's cgroups come along: without the attribute the user's own would be writable
            // here.
            Arg.Register copy =
                    FileSystem.copy(
                            child, "devices of the host: its network is shared", "/sys", true);
            attachments.add(
                    new Attachment(
                            copy, "/sys", SAFE | access, 0, "devices of the host, read-only"));
            return copy;
        }
        Arg.Register own = FileSystem.fresh(child, "the kernel's devices", "sysfs", SAFE | access);
        attach(own, "/sys", "the kernel's devices, read-only");
        return own;
    }

    private void cgroups() {
        if (replaced.contains("/sys/fs/cgroup") || sysIsCopied()) {
            return;
        }
        boolean privileged = launch.spec().protection().privileged();
        long access = privileged ? 0 : Kernel.ATTR_RDONLY;
        boolean delegated = launch.spec().resources().delegated();
        switch (launch.host().cgroups()) {
            case Cgroups.Unified v2 -> {
                if (launch.spec().namespaces().cgroup() instanceof Spec.Namespace.Private) {
                    attach(
                            FileSystem.fresh(
                                    child,
                                    "its own cgroup",
                                    "cgroup2",
                                    SAFE | (delegated ? 0 : access)),
                            "/sys/fs/cgroup",
                            "its own cgroup");
                }
            }
            case Cgroups.Split v1 -> splitCgroups(v1, access);
            case Cgroups.None none -> {}
        }
    }

    private void splitCgroups(Cgroups.Split v1, long access) {
        attach(
                tmpfs("a place for its cgroups", SAFE, "mode=755", "size=64k"),
                "/sys/fs/cgroup",
                "a place for its cgroups");
        systemd(v1);
        for (String controller : new String[] {"pids", "memory"}) {
            String mount = v1.controllers().get(controller);
            if (mount != null && SplitCgroups.wants(launch.spec(), controller)) {
                Arg.Register tree =
                        FileSystem.copy(
                                child,
                                "its own limits",
                                mount + "/jong/" + launch.spec().id(),
                                false);
                attachments.add(
                        new Attachment(
                                tree,
                                "/sys/fs/cgroup/" + controller,
                                SAFE | access,
                                Kernel.MS_PRIVATE,
                                "its own limits"));
            }
        }
    }

    /// Its group in the hierarchy of systemd, writable: that limits nothing, and release agents are set at its root only.
    private void systemd(Cgroups.Split v1) {
        String mount = v1.controllers().get(Cgroups.SYSTEMD);
        if (mount != null && launch.spec().resources().delegated()) {
            String why = "groups of its own for systemd";
            String group = mount + "/jong/" + launch.spec().id();
            Arg.Register tree = FileSystem.copy(child, why, group, false);
            String target = "/sys/fs/cgroup/systemd";
            attachments.add(new Attachment(tree, target, SAFE, Kernel.MS_PRIVATE, why));
        }
    }

    /// Only the owner of a network namespace may mount a sysfs, which shows the devices of that network.
    private boolean sysIsCopied() {
        return launch.rootless()
                && launch.spec().namespaces().network() instanceof Spec.Namespace.Host;
    }

    private void pts() {
        Optional<IdMap> users = launch.spec().namespaces().users();
        boolean ttyGroup =
                users.isPresent()
                        ? users.get().hasGid(TTY_GROUP)
                        : launch.host().identity().mappedIds() > TTY_GROUP;
        Arg.Register pts =
                ttyGroup
                        ? FileSystem.fresh(
                                child,
                                "terminals",
                                "devpts",
                                Kernel.ATTR_NOSUID | Kernel.ATTR_NOEXEC,
                                "newinstance",
                                "ptmxmode=0666",
                                "mode=0620",
                                "gid=5")
                        : FileSystem.fresh(
                                child,
                                "terminals",
                                "devpts",
                                Kernel.ATTR_NOSUID | Kernel.ATTR_NOEXEC,
                                "newinstance",
                                "ptmxmode=0666",
                                "mode=0620");
        attach(pts, "/dev/pts", "terminals");
    }

    private void queues() {
        boolean host = launch.spec().namespaces().ipc() instanceof Spec.Namespace.Host;
        boolean none =
                host
                        ? !Files.isDirectory(Path.of("/dev/mqueue"))
                        : launch.apart()
                                && launch.spec().namespaces().ipc() instanceof Spec.Namespace.Of;
        if (!none && !replaced.contains("/dev/mqueue")) {
            attach(
                    host
                            ? FileSystem.copy(child, "message queues", "/dev/mqueue", false)
                            : FileSystem.fresh(child, "message queues", "mqueue", SAFE),
                    "/dev/mqueue",
                    "message queues");
        }
    }

    /// Shared memory goes with the IPC namespace: the host's, another container's, or its own of the wanted size.
    private void memory(Optional<Arg.Register> other) {
        long size = launch.spec().names().sharedMemory();
        if (replaced.contains("/dev/shm") || size == 0 && other.isEmpty()) {
            return;
        }
        Arg.Register tree;
        if (other.isPresent()) {
            tree = other.get();
        } else if (launch.spec().namespaces().ipc() instanceof Spec.Namespace.Host) {
            tree = FileSystem.copy(child, "shared memory", "/dev/shm", false);
        } else {
            tree = tmpfs("shared memory", SAFE, "mode=1777", "size=" + size);
        }
        attach(tree, "/dev/shm", "shared memory");
    }

    private Arg.Register tmpfs(String why, long attributes, String... options) {
        return FileSystem.fresh(child, why, "tmpfs", attributes, options);
    }

    private void attach(Arg.Register tree, String target, String why) {
        attachments.add(new Attachment(tree, target, 0, 0, why));
    }
}
