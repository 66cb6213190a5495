package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.DirectoryNames;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// `-v SOURCE:TARGET:U`: gives a directory of the host, and all that is in it, to the user of a container. Goes by
/// descriptors and follows no link, so that nobody who may write there leads it out; stays on one file system; and leaves
/// the system's own directories alone, where a slip would ruin the host.
final class GiveSource {
    private static final Set<String> SYSTEM =
            Set.of(
                    "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64",
                    "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys",
                    "/tmp", "/usr", "/var");

    /// What lies below these is the system's too.
    private static final Set<String> WHOLE =
            Set.of(
                    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/proc", "/sbin",
                    "/sys", "/usr");

    private static final long FLAGS =
            OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;
    private static final long BELOW =
            Syscalls.RESOLVE_BENEATH | Syscalls.RESOLVE_NO_SYMLINKS | Syscalls.RESOLVE_NO_XDEV;
    private static final int DEEPEST = 1_000;

    private final Syscalls kernel;
    private final FileStatus status = new FileStatus();

    GiveSource(Syscalls kernel) {
        this.kernel = kernel;
    }

    /// @throws JongException INVALID_ARGUMENT for a directory of the system; what the kernel refuses
    void give(RunOptions.Mount.Bind bind, Spec spec) {
        String source = real(bind);
        refuseSystem(source, bind);
        int uid = outside(spec, true);
        int gid = outside(spec, false);
        int slash = source.lastIndexOf('/');
        String parent = slash == 0 ? "/" : source.substring(0, slash);
        int opened =
                kernel.openat2(Syscalls.AT_FDCWD, parent, FLAGS, 0, Syscalls.RESOLVE_NO_SYMLINKS);
        check(opened, bind);
        try (Descriptor directory = new Descriptor(kernel, opened)) {
            give(directory.number(), source.substring(slash + 1), uid, gid, 0, bind);
        }
    }

    private void give(
            int parent, String name, int uid, int gid, int depth, RunOptions.Mount.Bind bind) {
        int found = kernel.statx(parent, name, Syscalls.AT_SYMLINK_NOFOLLOW, status);
        if (found == -Errno.ENOENT && depth > 0) {
            return; // Gone meanwhile.
        }
        check(found, bind);
        boolean directory = status.type() == FileStatus.DIRECTORY;
        // Another name of the file may lie outside.
        if (!directory && depth > 0 && status.links() > 1) {
            return;
        }
        if (directory && depth < DEEPEST) {
            int opened =
                    kernel.openat2(
                            parent,
                            name,
                            FLAGS,
                            0,
                            depth == 0 ? BELOW & ~Syscalls.RESOLVE_NO_XDEV : BELOW);
            if (opened == -Errno.EXDEV || opened == -Errno.ELOOP || opened == -Errno.ENOTDIR) {
                return;
            }
            check(opened, bind);
            try (Descriptor here = new Descriptor(kernel, opened)) {
                for (String child : DirectoryNames.list(kernel, here.number())) {
                    give(here.number(), child, uid, gid, depth + 1, bind);
                }
                check(kernel.fchown(here.number(), uid, gid), bind);
            }
            return;
        }
        check(kernel.fchownat(parent, name, uid, gid, Syscalls.AT_SYMLINK_NOFOLLOW), bind);
    }

    private static int outside(Spec spec, boolean user) {
        Spec.User who = spec.process().user();
        int id = user ? who.uid() : who.gid();
        if (spec.namespaces().users().isEmpty()) {
            return id;
        }
        IdMap map = spec.namespaces().users().get();
        return (int) IdMap.outside(user ? map.uids() : map.gids(), id);
    }

    private static String real(RunOptions.Mount.Bind bind) {
        try {
            return Text.of(Text.path(bind.source()).toRealPath());
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "cannot give "
                                    + Text.printable(bind.source())
                                    + " to the container: no such file or directory")
                    .hint("make it first")
                    .causedBy(e);
        }
    }

    private static void refuseSystem(String source, RunOptions.Mount.Bind bind) {
        boolean refused = SYSTEM.contains(source);
        for (Path path = Path.of(source); path != null; path = path.getParent()) {
            refused |= WHOLE.contains(path.toString());
        }
        if (refused) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "will not give "
                                    + Text.printable(source)
                                    + " to the container ("
                                    + Text.printable(bind.origin())
                                    + "): it belongs to the system")
                    .hint("leave U out, or mount a directory of its own");
        }
    }

    private static void check(int result, RunOptions.Mount.Bind bind) {
        if (result < 0) {
            throw Errno.failure(
                    result,
                    "cannot give "
                            + Text.printable(bind.source())
                            + " to the container's user ("
                            + Text.printable(bind.origin())
                            + ")");
        }
    }
}
