package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.VolumeOptions;
import dev.jong.runtime.spec.VolumeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Volumes with options of their driver. Each container mounts them for itself: of a disk or a server all of them see the
/// same files, and nothing is mounted on the host. Only memory can't be shared that way, so one container has it at a
/// time: its front holds a lock as long as the container lives, which the kernel lets go of however that ends.
final class DriverMounts {
    private static final long ATTR_NOATIME = 0x10;
    private static final long ATTR_STRICTATIME = 0x20;
    private static final long ATTR_NODIRATIME = 0x80;
    private static final long LOCK_EX_NB = 6;

    private DriverMounts() {}

    /// Adds what the front does before there is a child: it mounts a disk or a server, because the container may neither
    /// open the device nor reach the server, and takes the lock of a memory.
    ///
    /// @return the mount of a disk or a server
    /// @throws JongException UNSUPPORTED or PRECONDITION when this user can't mount it, or not a part of it
    static Optional<Arg.Register> inFront(
            Launch launch, Spec.Mount.Volume volume, VolumeSource source) {
        return switch (source) {
            case VolumeSource.Directory _ -> Optional.empty();
            case VolumeSource.Memory _ -> {
                check(launch, volume, source);
                hold(launch, VolumeMounts.folder(launch, volume), why(volume, source));
                yield Optional.empty();
            }
            case VolumeSource.FileSystem disk -> {
                check(launch, volume, source);
                List<String> settings = new ArrayList<>();
                settings.add("source=" + disk.device());
                if (disk.flags().contains("ro")) {
                    settings.add("ro"); // Of the file system too, so that nothing is repaired.
                }
                settings.addAll(disk.settings());
                Arg.Register mount =
                        make(launch.before(), why(volume, source), disk.type(), disk, settings);
                launch.plan().after().call("the container has it", Syscall.CLOSE, mount);
                yield Optional.of(mount);
            }
        };
    }

    /// Opens or makes what the child mounts.
    static Arg.Register inChild(Launch launch, Spec.Mount.Volume volume, VolumeSource source) {
        return switch (source) {
            case VolumeSource.Directory directory ->
                    VolumeMounts.open(
                            launch.child(),
                            volume.origin(),
                            directory.path(),
                            volume.subpath(),
                            directory.recursive());
            case VolumeSource.Memory memory ->
                    make(launch.child(), why(volume, source), "tmpfs", memory, memory.settings());
            case VolumeSource.FileSystem disk -> throw new IllegalStateException(disk.type());
        };
    }

    private static String why(Spec.Mount.Volume volume, VolumeSource source) {
        return "volume " + volume.name() + ", " + source.title();
    }

    private static Arg.Register make(
            OpList ops, String why, String type, VolumeSource source, List<String> settings) {
        long attributes = Kernel.ATTR_NODEV | attributes(source.flags());
        return FileSystem.fresh(ops, why, type, attributes, settings.toArray(new String[0]));
    }

    private static void check(Launch launch, Spec.Mount.Volume volume, VolumeSource source) {
        if (!volume.subpath().isEmpty()) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot mount a part of the volume "
                                    + volume.name()
                                    + ", "
                                    + Text.printable(source.title()))
                    .hint("leave volume-subpath out");
        }
        if (launch.rootless()) {
            VolumeOptions.checkUser(source);
        }
    }

    /// The front keeps the lock until the container has ended, or until it ends itself.
    private static void hold(Launch launch, String folder, String why) {
        Arg.Register lock =
                launch.before()
                        .openForLong(
                                why,
                                Syscall.OPENAT,
                                Kernel.AT_FDCWD,
                                Kernel.text(folder + "/used.lock"),
                                Kernel.open(Kernel.O_RDWR | Kernel.O_CREAT),
                                Kernel.mode(0600));
        launch.before().call(why, Syscall.FLOCK, lock, Kernel.number(LOCK_EX_NB));
        launch.exit().call("others may have " + why, Syscall.CLOSE, lock);
    }

    /// Attributes of mount_setattr(2).
    static long attributes(List<String> flags) {
        long attributes = 0;
        for (String flag : flags) {
            attributes |=
                    switch (flag) {
                        case "ro" -> Kernel.ATTR_RDONLY;
                        case "nosuid" -> Kernel.ATTR_NOSUID;
                        case "noexec" -> Kernel.ATTR_NOEXEC;
                        case "noatime" -> ATTR_NOATIME;
                        case "strictatime" -> ATTR_STRICTATIME;
                        case "nodiratime" -> ATTR_NODIRATIME;
                        default -> Kernel.ATTR_NODEV;
                    };
        }
        return attributes;
    }
}
