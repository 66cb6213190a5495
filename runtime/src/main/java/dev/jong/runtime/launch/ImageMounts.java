package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;

/// Mounts of images: their layers as an overlay that nobody can write to, or not so that it would stay. It is mounted where the root will be, taken
/// off as a detached tree, and the place is free again.
final class ImageMounts {
    private ImageMounts() {}

    static Attachment prepare(Launch launch, Spec.Mount.Image image) {
        OpList child = launch.child();
        String why = image.origin();
        String place = launch.mountPoint();
        child.call("layers by short names", Syscall.CHDIR, Kernel.text(launch.layers()));
        // An overlay without a writable layer needs two others; the last one is empty, or nearly
        // so.
        String last = launch.apart() ? launch.lowest() : "../mnt";
        String layers = String.join(":", image.layers()) + ":" + last;
        boolean writable = !image.scratch().isEmpty();
        child.call(
                why,
                Syscall.MOUNT,
                Kernel.text("overlay"),
                Kernel.text(place),
                Kernel.text("overlay"),
                Kernel.mount(Kernel.MS_NODEV),
                Kernel.text(
                        "userxattr,lowerdir=" + layers + (writable ? scratch(launch, image) : "")));
        Arg.Register tree =
                image.subpath().isEmpty()
                        ? FileSystem.copy(child, why, place, false)
                        : VolumeMounts.part(child, why, place, image.subpath());
        child.call(
                "the place is the root's again",
                Syscall.UMOUNT2,
                Kernel.text(place),
                Kernel.number(Kernel.MNT_DETACH));
        return new Attachment(
                tree,
                image.target(),
                Kernel.ATTR_NODEV | (writable ? 0 : Kernel.ATTR_RDONLY),
                Kernel.MS_PRIVATE,
                why);
    }

    private static String scratch(Launch launch, Spec.Mount.Image image) {
        String folder = launch.folder() + "/" + image.scratch();
        return ",upperdir=" + folder + "/upper,workdir=" + folder + "/work,volatile";
    }
}
