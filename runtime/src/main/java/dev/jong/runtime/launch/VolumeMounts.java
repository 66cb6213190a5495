package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.VolumeSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Mounts of volumes. Other containers may be changing a volume at this moment, so a part of one is looked up by the
/// kernel beneath the volume's directory, without leaving it (L05).
final class VolumeMounts {
    private static final long RESOLVE_NO_MAGICLINKS = 0x02;
    private static final long RESOLVE_BENEATH = 0x08;

    private VolumeMounts() {}

    /// Opens a volume, or a part of it.
    ///
    /// @param ready what the front has mounted, if it has
    static Attachment prepare(
            Launch launch, Spec.Mount.Volume volume, Arg.@Nullable Register ready) {
        String why = volume.origin();
        Optional<VolumeSource> source = volume.source();
        long attributes =
                (launch.spec().protection().privileged() ? 0 : Kernel.ATTR_NODEV)
                        | (volume.readOnly() ? Kernel.ATTR_RDONLY : 0);
        if (source.isPresent() && source.get() instanceof VolumeSource.Directory directory) {
            attributes |= DriverMounts.attributes(directory.flags());
        }
        Arg.Register tree;
        if (ready != null) {
            tree = ready;
        } else if (source.isPresent()) {
            tree = DriverMounts.inChild(launch, volume, source.get());
        } else {
            String data = folder(launch, volume) + "/data";
            tree = open(launch.child(), why, data, volume.subpath(), false);
        }
        return new Attachment(tree, volume.target(), attributes, Kernel.MS_PRIVATE, why);
    }

    /// Whether it is made by the container's root, and not opened before that is there.
    static boolean isMemory(Spec.Mount mount) {
        return mount instanceof Spec.Mount.Volume volume
                && volume.source().orElse(null) instanceof VolumeSource.Memory;
    }

    /// The folder of a volume in the store.
    static String folder(Launch launch, Spec.Mount.Volume volume) {
        return launch.places().volumes() + "/" + volume.name();
    }

    /// Opens a directory, or a part of it.
    ///
    /// @param subpath relative, or empty for all of it
    static Arg.Register open(
            OpList child, String why, String directory, String subpath, boolean recursive) {
        return subpath.isEmpty()
                ? FileSystem.copy(child, why, directory, recursive)
                : part(child, why, directory, subpath);
    }

    /// Opens what a path leads to beneath a directory.
    static Arg.Register part(OpList child, String why, String data, String subpath) {
        Arg.Register whole =
                child.open(
                        why,
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(data),
                        Kernel.open(Kernel.O_PATH));
        Arg.Register place =
                child.open(
                        why,
                        Syscall.OPENAT2,
                        whole,
                        Kernel.text(subpath),
                        beneath(),
                        Kernel.number(24));
        Arg.Register tree =
                child.open(
                        why,
                        Syscall.OPEN_TREE,
                        place,
                        Kernel.text(""),
                        Kernel.openTree(Kernel.OPEN_TREE_CLONE | Kernel.AT_EMPTY_PATH));
        child.close(place).close(whole);
        return tree;
    }

    /// `struct open_how`: flags, mode, resolve.
    private static Arg beneath() {
        byte[] how =
                ByteBuffer.allocate(24)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(Kernel.O_PATH | Kernel.O_CLOEXEC)
                        .putLong(0)
                        .putLong(RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS)
                        .array();
        return new Arg.Block(how, "{O_PATH|O_CLOEXEC, RESOLVE_BENEATH|RESOLVE_NO_MAGICLINKS}");
    }
}
