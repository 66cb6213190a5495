package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.DirectoryWalk;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.InRoot;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// A root directory for a container on hosts without overlay mounts: all layers merged into one directory by
/// copying. Hidden files are never copied; hard links stay hard links within a layer; content is shared with the
/// layers where the file system can do that.
public final class CopySnapshot {
    private static final long DIRECTORY =
            OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;

    private final Syscalls kernel;
    private final FileCopy files;
    private final FileStatus status = new FileStatus();
    private final Map<Inode, LinkTarget> linked = new HashMap<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    private CopySnapshot(Syscalls kernel, OwnerMap owners) {
        this.kernel = kernel;
        this.files = new FileCopy(kernel, owners);
    }

    /// A file of a layer with several names.
    private record Inode(long device, long number) {}

    /// Where the first of its names was copied to.
    private record LinkTarget(String directory, String name) {}

    /// A directory that is being copied.
    private record Level(
            MergedSource source, Descriptor target, String path, Iterator<String> names) {
        void close() {
            source.close();
            target.close();
        }
    }

    /// Copies.
    ///
    /// @param layers unpacked layers, the uppermost first, at least one
    /// @param target an empty directory
    /// @throws dev.jong.base.JongException of the kernel's error; `target` then holds a part
    public static void create(Syscalls kernel, List<Path> layers, Path target) {
        create(kernel, layers, target, OwnerMap.SAME);
    }

    /// Copies, and gives what is copied to others.
    ///
    /// @throws dev.jong.base.JongException of the kernel's error; `target` then holds a part
    public static void create(Syscalls kernel, List<Path> layers, Path target, OwnerMap owners) {
        List<String> names = layers.stream().map(Text::of).toList();
        new CopySnapshot(kernel, owners).run(names, target);
    }

    /// Gives an open directory the owner, mode, extended attributes and time of another.
    public static void likeness(Syscalls kernel, int original, int copy) {
        FileStatus status = new FileStatus();
        check(kernel.statx(original, "", Syscalls.AT_EMPTY_PATH, status), "");
        new FileCopy(kernel, OwnerMap.SAME).finish(original, copy, "", status);
    }

    private void run(List<String> layers, Path target) {
        try (InRoot root = InRoot.open(kernel, target);
                DirectoryWalk targets =
                        new DirectoryWalk(kernel, root, (parent, name, path) -> -Errno.ENOENT)) {
            push(MergedSource.root(kernel, layers), root.open("", DIRECTORY, 0), "");
            while (!levels.isEmpty()) {
                Level level = levels.getLast();
                if (level.names.hasNext()) {
                    copy(level, level.names.next(), targets);
                } else {
                    finish(levels.removeLast());
                }
            }
        } finally {
            levels.forEach(Level::close);
        }
    }

    private void push(MergedSource source, Descriptor target, String path) {
        levels.addLast(new Level(source, target, path, source.names().iterator()));
    }

    private void copy(Level level, String name, DirectoryWalk targets) {
        int layer = level.source.find(name, status);
        if (status.isWhiteout()) {
            return;
        }
        if (status.type() == FileStatus.DIRECTORY) {
            copyDirectory(level, name, layer);
            return;
        }
        if (status.links() > 1) {
            Inode inode = new Inode(status.device(), status.inode());
            LinkTarget first = linked.putIfAbsent(inode, new LinkTarget(level.path, name));
            if (first != null) {
                link(level, name, first, targets);
                return;
            }
        }
        files.copy(level.source.number(layer), level.target.number(), name, status);
    }

    private void copyDirectory(Level level, String name, int layer) {
        int target = level.target.number();
        check(kernel.mkdirat(target, name, 0700), name);
        int opened = kernel.openat2(target, name, DIRECTORY, 0, Syscalls.RESOLVE_BENEATH);
        check(opened, name);
        String path = level.path.isEmpty() ? name : level.path + "/" + name;
        push(level.source.child(name, layer), new Descriptor(kernel, opened), path);
    }

    private void link(Level level, String name, LinkTarget first, DirectoryWalk targets) {
        int directory = targets.enter(first.directory);
        check(directory, name);
        check(kernel.linkat(directory, first.name, level.target.number(), name), name);
    }

    /// A directory gets its look last: its own files change its time, and its mode may keep us out.
    private void finish(Level level) {
        try {
            int original = level.source.number(0);
            check(kernel.statx(original, "", Syscalls.AT_EMPTY_PATH, status), level.path);
            files.finish(original, level.target.number(), level.path, status);
        } finally {
            level.close();
        }
    }

    private static void check(int result, String name) {
        if (result < 0) {
            throw Errno.failure(result, "cannot copy \"" + Text.printable(name) + "\" of a layer");
        }
    }
}
