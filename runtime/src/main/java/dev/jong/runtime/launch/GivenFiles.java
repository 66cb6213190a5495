package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;

/// Files that are in memory only. Each is written to a file system of its own, mounted where the root will be; then it is
/// taken off as a detached tree, and the place is free again. No disk ever has it (B17).
final class GivenFiles {
    private static final String FILE = "/file";

    private GivenFiles() {}

    static Attachment prepare(Launch launch, Spec.Mount.Given given) {
        OpList child = launch.child();
        String why = given.origin();
        String place = launch.mountPoint();
        long safe = Kernel.MS_NOSUID | Kernel.MS_NODEV | Kernel.MS_NOEXEC;
        child.call(
                why,
                Syscall.MOUNT,
                Kernel.text("tmpfs"),
                Kernel.text(place),
                Kernel.text("tmpfs"),
                Kernel.mount(safe),
                Kernel.text("mode=0700"));
        write(child, place + FILE, given);
        Arg.Register tree = FileSystem.copy(child, why, place + FILE, false);
        child.call(
                "the place is the root's again",
                Syscall.UMOUNT2,
                Kernel.text(place),
                Kernel.number(Kernel.MNT_DETACH));
        long attributes =
                Kernel.ATTR_NODEV | Kernel.ATTR_NOSUID | Kernel.ATTR_NOEXEC | Kernel.ATTR_RDONLY;
        return new Attachment(tree, given.target(), attributes, Kernel.MS_PRIVATE, why);
    }

    private static void write(OpList child, String path, Spec.Mount.Given given) {
        String why = given.origin();
        Arg.Register file =
                child.open(
                        why,
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(path),
                        Kernel.open(Kernel.O_WRONLY | Kernel.O_CREAT),
                        Kernel.mode(0600));
        if (given.file().length > 0) {
            child.call(
                    why,
                    Syscall.WRITE,
                    file,
                    new Arg.Block(given.file(), "{not shown}"),
                    Kernel.number(given.file().length));
        }
        child.call(
                why,
                Syscall.FCHOWNAT,
                Kernel.AT_FDCWD,
                Kernel.text(path),
                Kernel.number(given.uid()),
                Kernel.number(given.gid()),
                Arg.ZERO);
        // After the owner, which the kernel takes some of these bits for.
        child.call(
                why,
                Syscall.FCHMODAT,
                Kernel.AT_FDCWD,
                Kernel.text(path),
                Kernel.mode(given.mode()));
        child.close(file);
    }
}
