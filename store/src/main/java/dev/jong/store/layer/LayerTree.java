package dev.jong.store.layer;

import dev.jong.linux.Descriptor;
import dev.jong.linux.DirectoryWalk;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.InRoot;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.io.IOException;

/// The directory tree of a layer while it is unpacked: creates members, a later one in place of an earlier
/// one. Everything happens by open parent directory and single name, without following links.
///
/// A layer is what one overlay mount calls a lower directory: removals are character devices 0/0, and the
/// attribute `user.overlay.opaque` marks directories that hide what lies below them (kernel documentation,
/// overlayfs.rst). Not safe for two threads.
final class LayerTree implements AutoCloseable {
    private static final byte[] YES = {'y'};

    private final Syscalls kernel;
    private final InRoot root;
    private final InRoot discarded;
    private final Attributes attributes;
    private final PendingDirectories directories;
    private final DirectoryWalk walk;
    private final DirectoryWalk targets;
    private final FileStatus status = new FileStatus();
    private final byte[] buffer = new byte[128 * 1024];
    private long discards;
    private long contentBytes;
    private long skippedNodes;
    private boolean opaque;

    /// @param root the empty tree; closed with this
    /// @param discarded an empty directory on the same file system that takes replaced directories: moving one
    ///     there is quick however much it holds; closed with this
    LayerTree(Syscalls kernel, InRoot root, InRoot discarded, Attributes attributes) {
        this.kernel = kernel;
        this.root = root;
        this.discarded = discarded;
        this.attributes = attributes;
        directories = new PendingDirectories(kernel.geteuid(), kernel.getegid());
        walk = new DirectoryWalk(kernel, root, this::makeMissing);
        targets = new DirectoryWalk(kernel, root, (parent, name, path) -> -Errno.ENOENT);
    }

    /// Bytes of regular files so far.
    long contentBytes() {
        return contentBytes;
    }

    /// Device nodes and attributes that the host did not allow.
    long skipped() {
        return skippedNodes + attributes.skipped();
    }

    /// Whether the root hides all lower layers.
    boolean isOpaque() {
        return opaque;
    }

    /// Describes the root directory itself.
    void root(TarEntry entry) {
        directories.put("", entry);
    }

    /// Creates a directory, or describes one that is there.
    void directory(LayerPath path, TarEntry entry) {
        int parent = enter(path);
        int failed = kernel.mkdirat(parent, path.name(), 0700);
        if (failed == -Errno.EEXIST && look(parent, path.name()) == FileStatus.DIRECTORY) {
            failed = 0;
        } else if (failed == -Errno.EEXIST) {
            failed = replaceByDirectory(parent, path.name());
        }
        check(failed, path);
        directories.put(here(path.name()), entry);
    }

    /// Creates a regular file and reads its content.
    void file(LayerPath path, TarEntry entry, TarReader content) throws IOException {
        int parent = enter(path);
        int mode = attributes.creationMode(entry);
        int number =
                kernel.openat2(
                        parent, path.name(), OpenFlag.NEW_FILE, mode, Syscalls.RESOLVE_INSIDE);
        if (number == -Errno.EEXIST) {
            replace(parent, path.name());
            number =
                    kernel.openat2(
                            parent, path.name(), OpenFlag.NEW_FILE, mode, Syscalls.RESOLVE_INSIDE);
        }
        check(number, path);
        try (Descriptor file = new Descriptor(kernel, number)) {
            int count;
            while ((count = content.read(buffer, 0, buffer.length)) > 0) {
                check(kernel.write(number, buffer, 0, count), path);
                contentBytes += count;
            }
            check(attributes.finish(file.number(), entry, true), path);
        }
    }

    /// Creates another name for an earlier member, which must be there.
    void hardLink(LayerPath path, LayerPath target) {
        if (path.equals(target)) {
            throw LayerErrors.refused(path.full(), "is a hard link to itself");
        }
        int parent = enter(path);
        int targetParent = targets.enter(target.parent());
        check(targetParent, path);
        int failed = kernel.linkat(targetParent, target.name(), parent, path.name());
        if (failed == -Errno.EEXIST
                && !isSameFile(targetParent, target.name(), parent, path.name())) {
            replace(parent, path.name());
            targetParent = targets.enter(target.parent());
            check(targetParent, path);
            failed = kernel.linkat(targetParent, target.name(), parent, path.name());
        }
        check(failed == -Errno.EEXIST ? 0 : failed, path);
    }

    /// Creates a symbolic link with exactly this target.
    void symbolicLink(LayerPath path, TarEntry entry) {
        int parent = enter(path);
        int failed = kernel.symlinkat(entry.linkTarget(), parent, path.name());
        if (failed == -Errno.EEXIST) {
            replace(parent, path.name());
            failed = kernel.symlinkat(entry.linkTarget(), parent, path.name());
        }
        check(failed, path);
        check(attributes.finishName(parent, path.name(), entry, false), path);
    }

    /// Creates a device or FIFO. A host that allows no devices gets none; they are counted.
    ///
    /// @param type the type bits of its mode
    void node(LayerPath path, TarEntry entry, int type) {
        int parent = enter(path);
        int failed = makeNode(parent, path.name(), entry, type);
        if (failed == -Errno.EEXIST) {
            replace(parent, path.name());
            failed = makeNode(parent, path.name(), entry, type);
        }
        if (failed == -Errno.EPERM && type != FileStatus.FIFO) {
            skippedNodes++;
            return;
        }
        check(failed, path);
        check(attributes.finishName(parent, path.name(), entry, true), path);
    }

    /// Says that lower layers have nothing of this name. What this layer itself has there stays, whichever
    /// came first; a directory then hides the lower one.
    void whiteout(LayerPath path, String name) {
        int parent = enter(path);
        int failed = kernel.mknodat(parent, name, FileStatus.CHARACTER_DEVICE, 0, 0);
        if (failed == -Errno.EEXIST && look(parent, name) == FileStatus.DIRECTORY) {
            makeOpaque(enter(new LayerPath(here(name), "")), path);
            return;
        }
        check(failed == -Errno.EEXIST ? 0 : failed, path);
    }

    /// Says that lower layers have nothing in this directory.
    void opaque(LayerPath path) {
        int directory = enter(path);
        opaque |= walk.path().isEmpty();
        makeOpaque(directory, path);
    }

    /// Gives directories their final look. Nothing can be created after it.
    void finish() {
        walk.forget(0);
        targets.forget(0);
        directories.finish(kernel, root, attributes);
    }

    private int makeNode(int parent, String name, TarEntry entry, int type) {
        return kernel.mknodat(
                parent,
                name,
                type | attributes.creationMode(entry),
                entry.device().major(),
                entry.device().minor());
    }

    private int enter(LayerPath path) {
        int directory = walk.enter(path.parent());
        check(directory, path);
        return directory;
    }

    private String here(String name) {
        return walk.path().isEmpty() ? name : walk.path() + "/" + name;
    }

    /// Makes a directory on the way to a member, also where this layer has a whiteout.
    private int makeMissing(int parent, String name, String path) {
        int failed = kernel.mkdirat(parent, name, 0700);
        if (failed == -Errno.EEXIST) {
            look(parent, name);
            failed = status.isWhiteout() ? replaceByDirectory(parent, name) : -Errno.ENOTDIR;
        }
        if (failed == 0) {
            directories.putMissing(path);
        }
        return failed;
    }

    /// What was here hid the lower layers' directory of that name, and the new one must go on to do so.
    private int replaceByDirectory(int parent, String name) {
        replace(parent, name);
        int failed = kernel.mkdirat(parent, name, 0700);
        if (failed < 0) {
            return failed;
        }
        long flags = OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;
        int number = kernel.openat2(parent, name, flags, 0, Syscalls.RESOLVE_INSIDE);
        if (number < 0) {
            return number;
        }
        try (Descriptor fresh = new Descriptor(kernel, number)) {
            return kernel.fsetxattr(fresh.number(), Attributes.OPAQUE, YES);
        }
    }

    private void makeOpaque(int directory, LayerPath path) {
        int failed = kernel.fsetxattr(directory, Attributes.OPAQUE, YES);
        if (failed < 0) {
            throw Errno.failure(
                            failed,
                            "cannot mark the directory of "
                                    + LayerErrors.quote(path.full())
                                    + " opaque")
                    .hint("the store needs a file system with user extended attributes");
        }
    }

    /// Takes a name away so that a later member can have it.
    private void replace(int parent, String name) {
        int failed;
        if (look(parent, name) == FileStatus.DIRECTORY) {
            discards++;
            failed = kernel.renameat2(parent, name, discarded.number(), Long.toString(discards), 0);
            directories.forget(here(name));
        } else {
            failed = kernel.unlinkat(parent, name, 0);
        }
        // A remembered way to link targets may have led through here.
        targets.forget(0);
        if (failed < 0 && failed != -Errno.ENOENT) {
            throw Errno.failure(failed, "cannot replace " + LayerErrors.quote(here(name)));
        }
    }

    /// The type of a name, or a negated error number; details are then in `status`.
    private int look(int parent, String name) {
        int failed = kernel.statx(parent, name, Syscalls.AT_SYMLINK_NOFOLLOW, status);
        return failed < 0 ? failed : status.type();
    }

    private boolean isSameFile(int oneParent, String one, int otherParent, String other) {
        if (look(oneParent, one) < 0) {
            return false;
        }
        long inode = status.inode();
        long device = status.device();
        return look(otherParent, other) >= 0
                && status.inode() == inode
                && status.device() == device;
    }

    private static void check(int result, LayerPath path) {
        if (result < 0) {
            throw Errno.failure(result, "cannot unpack " + LayerErrors.quote(path.full()));
        }
    }

    @Override
    public void close() {
        walk.close();
        targets.close();
        root.close();
        discarded.close();
    }
}
