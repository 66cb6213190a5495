package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.VolumeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The mounts that were asked for, and the files that Jong supplies (hosts, resolv.conf, hostname). A source
/// is opened once, in the host's tree, and attached by descriptor: what is swapped later does not count (V09, L05).
final class UserMounts {
    /// Files of proc that may be covered: leaves that tell numbers (L07).
    private static final Set<String> PROC_LEAVES =
            Set.of(
                    "/proc/cpuinfo",
                    "/proc/diskstats",
                    "/proc/loadavg",
                    "/proc/meminfo",
                    "/proc/slabinfo",
                    "/proc/stat",
                    "/proc/swaps",
                    "/proc/uptime");

    /// Components of `/etc/hosts` and its like.
    private static final int FILE_DEPTH = 2;

    private final Launch launch;
    private final OpList child;
    private final UserNamespaceSteps users;
    private final List<Spec.Mount> mounts;
    private final SharedBinds shared;
    private final List<Attachment> files = new ArrayList<>();
    private final IdentityHashMap<Spec.Mount, Attachment> prepared = new IdentityHashMap<>();
    private final IdentityHashMap<Spec.Mount, Arg.Register> mounted = new IdentityHashMap<>();

    /// @param users has the last word on what is prepared when
    UserMounts(Launch launch, UserNamespaceSteps users) {
        this.launch = launch;
        this.users = users;
        this.child = launch.child();
        this.shared = new SharedBinds(launch);
        this.mounts = new ArrayList<>(launch.spec().mounts());
        // Fewer components first, so that /data/x lands on /data and not under it; stable for equal
        // depth.
        mounts.sort((a, b) -> Integer.compare(depth(a.target()), depth(b.target())));
    }

    /// The targets, checked.
    Set<String> targets() {
        Set<String> targets = new HashSet<>();
        for (Spec.Mount mount : mounts) {
            check(mount);
            if (!targets.add(mount.target())) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "duplicate mount point: " + Text.printable(mount.target()));
            }
        }
        return targets;
    }

    /// Has the front mount what the child can't, before the child has any operation: a register that it used already would
    /// be overwritten there.
    void prepareInFront() {
        for (Spec.Mount mount : mounts) {
            if (mount instanceof Spec.Mount.Volume volume) {
                Optional<VolumeSource> source = volume.source();
                if (source.isPresent()) {
                    DriverMounts.inFront(launch, volume, source.get())
                            .ifPresent(register -> mounted.put(volume, register));
                }
            }
        }
    }

    /// Opens what will be shared with the host, before the container's tree becomes its slave.
    void prepareShared() {
        shared.prepare();
    }

    /// Opens the files that Jong supplies, which may be written until now.
    void prepareFiles() {
        for (Map.Entry<String, String> file : launch.spec().names().files().entrySet()) {
            if (isTarget(file.getKey())) {
                continue;
            }
            Arg.Register tree =
                    FileSystem.copy(
                            child,
                            file.getKey() + " of this container",
                            users.inFolder(file.getValue()),
                            false);
            files.add(
                    new Attachment(
                            tree,
                            file.getKey(),
                            Kernel.ATTR_NODEV,
                            Kernel.MS_PRIVATE,
                            file.getKey() + " of this container"));
        }
    }

    /// Opens sources and makes memory mounts while the host's tree is there. In a user namespace of the container's own
    /// its sources could not be reached, so they are opened before; what is made must be made by the container's root,
    /// whose it will be.
    void prepare() {
        prepare(true, !launch.apart());
    }

    /// What is left for the container's own user namespace.
    void prepareInside() {
        prepare(false, launch.apart());
    }

    private void prepare(boolean opened, boolean made) {
        for (Spec.Mount mount : mounts) {
            boolean opens =
                    mount instanceof Spec.Mount.Bind
                            || mount instanceof Spec.Mount.Volume && !VolumeMounts.isMemory(mount);
            if (opens ? !opened : !made) {
                continue;
            }
            switch (mount) {
                case Spec.Mount.Bind bind -> bind(bind);
                case Spec.Mount.Tmpfs tmpfs -> tmpfs(tmpfs);
                case Spec.Mount.Volume volume -> volume(volume);
                case Spec.Mount.Image image -> image(image);
                case Spec.Mount.Given given ->
                        prepared.put(given, GivenFiles.prepare(launch, given));
                case Spec.Mount.Writable writable -> {}
            }
        }
    }

    private void image(Spec.Mount.Image image) {
        if (launch.shifted()) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot mount an image in a container with ids of its own ("
                                    + Text.printable(image.origin())
                                    + "): its files would belong to nobody there")
                    .hint("run it as root, or without --userns");
        }
        prepared.put(image, ImageMounts.prepare(launch, image));
    }

    private void volume(Spec.Mount.Volume volume) {
        Attachment ready = VolumeMounts.prepare(launch, volume, mounted.get(volume));
        if (volume.options().isEmpty()) {
            users.show(ready.tree());
        }
        prepared.put(volume, ready);
    }

    /// Attaches what lies on the image's own tree; the files that Jong supplies after a volume that covers their directory
    /// and before mounts of the user in the same place, as with any mounts by their depth. All of it before the kernel's file systems are there: where a symbolic link of
    /// the image leads into them, the mount is covered by them instead of covering a part of them (L07).
    void attachOnImage() {
        attach(false, 0, FILE_DEPTH);
        for (Attachment file : files) {
            if (isTarget("/etc")) {
                // The user's directory may be read-only and have no such file: then it stays as it
                // is.
                file.attachIfPossible(child);
            } else {
                file.attach(child);
            }
        }
        attach(false, FILE_DEPTH, Integer.MAX_VALUE);
    }

    /// Attaches what lies on the kernel's file systems.
    void attachOnKernel() {
        attach(true, 0, Integer.MAX_VALUE);
    }

    private boolean isTarget(String path) {
        for (Spec.Mount mount : mounts) {
            if (mount.target().equals(path)) {
                return true;
            }
        }
        return false;
    }

    private void attach(boolean onKernel, int from, int to) {
        for (Spec.Mount mount : mounts) {
            int depth = depth(mount.target());
            if (isOnKernel(mount.target()) != onKernel || depth < from || depth >= to) {
                continue;
            }
            Attachment ready = prepared.get(mount);
            if (ready != null) {
                ready.attach(child);
            } else if (mount instanceof Spec.Mount.Writable writable) {
                keepWritable(writable);
            }
        }
    }

    /// A directory of the own layer that keeps its own, writable mount.
    private void keepWritable(Spec.Mount.Writable writable) {
        String why = writable.origin();
        Arg.Register place =
                child.ownOpen(
                        why,
                        Contract.OP_ENSURE_DIR,
                        Kernel.text(writable.target()),
                        Kernel.mode(0755),
                        Arg.ZERO,
                        Arg.ZERO);
        Arg.Register tree =
                child.open(
                        why,
                        Syscall.OPEN_TREE,
                        place,
                        Kernel.text(""),
                        Kernel.openTree(Kernel.OPEN_TREE_CLONE | Kernel.AT_EMPTY_PATH));
        new Attachment(tree, writable.target(), 0, 0, why).attach(child);
        child.close(tree).close(place);
    }

    private static boolean isOnKernel(String target) {
        return below(target, "/proc") || below(target, "/sys") || below(target, "/dev");
    }

    private void bind(Spec.Mount.Bind bind) {
        String why = bind.origin();
        Arg.Register tree = shared.tree(bind);
        if (bind.idMapped()) {
            if (!users.shows()) {
                throw JongException.of(
                                ErrorKind.UNSUPPORTED,
                                "cannot show the files of "
                                        + Text.printable(bind.source())
                                        + " with the container's ids ("
                                        + Text.printable(bind.origin())
                                        + "): the kernel does that for root only, and with --userns or --uidmap")
                        .hint("leave idmap out");
            }
            users.show(tree);
        }
        long attributes = Kernel.ATTR_NODEV | (bind.readOnly() ? Kernel.ATTR_RDONLY : 0);
        if (launch.spec().protection().privileged() || bringsDevices(bind.source())) {
            attributes &= ~Kernel.ATTR_NODEV;
        }
        prepared.put(
                bind,
                new Attachment(
                        tree, bind.target(), attributes, propagation(bind.propagation()), why));
    }

    /// Who mounts the host's devices means to use them; which ones, the device controller says.
    private static boolean bringsDevices(String source) {
        return source.equals("/") || below(source, "/dev");
    }

    private void tmpfs(Spec.Mount.Tmpfs tmpfs) {
        long attributes = Kernel.ATTR_NOSUID | Kernel.ATTR_NODEV | Kernel.ATTR_NOEXEC;
        List<String> options = new ArrayList<>();
        if (tmpfs.size().isPresent()) {
            options.add("size=" + tmpfs.size().getAsLong());
        }
        options.add("mode=" + Long.toOctalString(tmpfs.mode().orElse(01777)));
        for (String option : tmpfs.options()) {
            switch (option) {
                case "exec" -> attributes &= ~Kernel.ATTR_NOEXEC;
                case "suid" -> attributes &= ~Kernel.ATTR_NOSUID;
                case "dev" -> attributes &= ~Kernel.ATTR_NODEV;
                case "ro" -> attributes |= Kernel.ATTR_RDONLY;
                case "rw", "noexec", "nosuid", "nodev" -> {}
                default -> options.add(option);
            }
        }
        Arg.Register tree =
                FileSystem.fresh(
                        child, tmpfs.origin(), "tmpfs", attributes, options.toArray(new String[0]));
        prepared.put(tmpfs, new Attachment(tree, tmpfs.target(), 0, 0, tmpfs.origin()));
    }

    private static long propagation(String name) {
        return switch (name) {
            case "shared", "rshared" -> Kernel.MS_SHARED;
            case "slave", "rslave" -> Kernel.MS_SLAVE;
            default -> Kernel.MS_PRIVATE;
        };
    }

    private static void check(Spec.Mount mount) {
        String target = mount.target();
        boolean proc = below(target, "/proc") && !PROC_LEAVES.contains(target);
        boolean sys = below(target, "/sys") && !below(target, "/sys/fs/cgroup");
        if (target.equals("/") || proc || sys) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot mount over "
                                    + Text.printable(target)
                                    + " ("
                                    + Text.printable(mount.origin())
                                    + "): the container's protections stand there")
                    .hint(
                            target.equals("/")
                                    ? "use --rootfs DIR for another root"
                                    : "--security-opt systempaths=unconfined shows what is masked");
        }
    }

    private static boolean below(String path, String parent) {
        return path.equals(parent) || path.startsWith(parent + "/");
    }

    private static int depth(String path) {
        int slashes = 0;
        for (int i = 0; i < path.length(); i++) {
            slashes += path.charAt(i) == '/' ? 1 : 0;
        }
        return slashes;
    }
}
