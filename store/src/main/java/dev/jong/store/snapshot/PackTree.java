package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Packs stacked layers, as an overlay mount shows them, into one archive: a whole root file system, or a layer that
/// does to what lies below what all of them do. The same trees give the same bytes: members are sorted, and nothing is
/// written but names, types, modes, owners, times, links, devices, attributes and content. Sockets are left out, archives
/// have none.
///
/// The uppermost layer may be that of a running container. What vanishes meanwhile is left out; a file that gets shorter
/// is filled up with zeros. Every name is opened beneath its parent's descriptor, no link is followed and no device or
/// FIFO opened, so nothing outside of the layers can be read (V15). For one use.
public final class PackTree {
    private static final String REMOVED = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private final Syscalls kernel;
    private final EntrySink tar;
    private final Scope scope;
    private final Covers covers;
    private final PackedFile files;
    private final FileStatus status = new FileStatus();
    private final Map<Inode, String> linked = new HashMap<>();
    private OwnerMap owners;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final byte[] target = new byte[4096];

    /// What an archive is to be.
    public enum Scope {
        /// All there is.
        WHOLE,
        /// A layer upon others: also says what of them is gone.
        CHANGES
    }

    private record Inode(long device, long number) {}

    private record Level(
            MergedSource source, String path, Iterator<String> names, OwnerMap owners) {}

    private PackTree(Syscalls kernel, EntrySink tar, Scope scope, Covers covers, OwnerMap owners) {
        this.owners = owners;
        this.kernel = kernel;
        this.tar = tar;
        this.scope = scope;
        this.covers = covers;
        this.files = new PackedFile(kernel);
    }

    /// Writes the members; the archive is not ended.
    ///
    /// @param topDown directories of layers, the uppermost first
    /// @throws IOException when the archive can't be written
    /// @throws dev.jong.base.JongException when a layer can't be read
    public static void pack(Syscalls kernel, List<Path> topDown, Scope scope, EntrySink tar)
            throws IOException {
        pack(kernel, topDown, scope, OwnerMap.SAME, tar);
    }

    /// Writes the members; they belong to others than the files do.
    ///
    /// @throws IOException when the archive can't be written
    /// @throws dev.jong.base.JongException when a layer can't be read
    public static void pack(
            Syscalls kernel, List<Path> topDown, Scope scope, OwnerMap owners, EntrySink tar)
            throws IOException {
        List<String> names = new ArrayList<>();
        topDown.forEach(layer -> names.add(Text.of(layer)));
        new PackTree(kernel, tar, scope, Covers.NONE, owners)
                .run(MergedSource.root(kernel, names), "");
    }

    /// Writes a file, or a directory with all that is in it, as a container or the host sees it.
    ///
    /// @param from stays open
    /// @param as what the member is called, without slashes; empty for a directory whose files are to be members
    ///     themselves
    /// @throws IOException when the sink fails
    /// @throws dev.jong.base.JongException when something can't be read
    public static void pack(Syscalls kernel, SeenFile from, String as, EntrySink sink)
            throws IOException {
        PackTree tree =
                new PackTree(kernel, sink, Scope.WHOLE, from.covers(as), from.directory().owners());
        if (from.isDirectory()) {
            tree.run(from.open(), as);
        } else {
            from.status(tree.status);
            tree.addOther(from.parent(), from.name(), as);
        }
    }

    private void run(MergedSource root, String as) throws IOException {
        try {
            enter(root, as);
            while (!levels.isEmpty()) {
                Level level = levels.getLast();
                if (level.names.hasNext()) {
                    owners = level.owners;
                    add(level, level.names.next());
                } else {
                    levels.removeLast().source.close();
                }
            }
        } finally {
            levels.forEach(level -> level.source.close());
        }
    }

    /// Writes a directory and goes on in it.
    private void enter(MergedSource source, String path) throws IOException {
        TreeSet<String> names = new TreeSet<>(source.names());
        covers.addNames(path, names);
        levels.addLast(new Level(source, path, names.iterator(), owners));
        check(kernel.statx(source.number(0), "", Syscalls.AT_EMPTY_PATH, status), path);
        tar.reads(status, path);
        TarEntry entry = entry(path.isEmpty() ? "./" : path + "/", EntryType.DIRECTORY);
        tar.add(entry.withXattrs(files.attributes(source.number(0), path)));
        boolean above = levels.size() > 1 && isHiding(levels);
        if (scope == Scope.CHANGES && source.isHiding() && !above) {
            tar.add(TarEntry.of(path + (path.isEmpty() ? "" : "/") + OPAQUE, EntryType.REGULAR));
        }
    }

    private static boolean isHiding(Deque<Level> levels) {
        Iterator<Level> upwards = levels.descendingIterator();
        upwards.next();
        return upwards.next().source.isHiding();
    }

    private void add(Level level, String name) throws IOException {
        String path = level.path.isEmpty() ? name : level.path + "/" + name;
        if (addCover(path)) {
            return;
        }
        int layer = level.source.look(name, status);
        if (layer < 0) {
            return;
        }
        if (status.isWhiteout()) {
            if (scope == Scope.CHANGES && !level.source.isHiding()) {
                String parent = level.path.isEmpty() ? "" : level.path + "/";
                tar.add(TarEntry.of(parent + REMOVED + name, EntryType.REGULAR));
            }
            return;
        }
        if (status.type() == FileStatus.DIRECTORY) {
            addDirectory(level, name, layer, path);
        } else if (!isLink(path)) {
            addOther(level.source.number(layer), name, path);
        }
    }

    /// Writes what is mounted at a place; false when nothing is.
    private boolean addCover(String path) throws IOException {
        SeenFile cover = covers.at(path);
        if (cover == null) {
            return false;
        }
        try (cover) {
            owners = cover.directory().owners();
            if (cover.isDirectory()) {
                enter(cover.open(), path);
            } else {
                cover.status(status);
                addOther(cover.parent(), cover.name(), path);
            }
        }
        return true;
    }

    private void addDirectory(Level level, String name, int layer, String path) throws IOException {
        MergedSource child = level.source.child(name, layer);
        if (child.isEmpty()) {
            child.close();
            return;
        }
        enter(child, path);
    }

    /// Writes a further name of a file that was written; false when this is its first.
    private boolean isLink(String path) throws IOException {
        if (status.links() < 2) {
            return false;
        }
        String first = linked.putIfAbsent(new Inode(status.device(), status.inode()), path);
        if (first == null) {
            return false;
        }
        tar.add(entry(path, EntryType.HARD_LINK).withLinkTarget(first));
        return true;
    }

    private void addOther(int directory, String name, String path) throws IOException {
        switch (status.type()) {
            case FileStatus.REGULAR -> addFile(directory, name, path);
            case FileStatus.SYMLINK -> addSymbolicLink(directory, name, path);
            case FileStatus.CHARACTER_DEVICE -> tar.add(device(path, EntryType.CHARACTER_DEVICE));
            case FileStatus.BLOCK_DEVICE -> tar.add(device(path, EntryType.BLOCK_DEVICE));
            case FileStatus.FIFO -> tar.add(entry(path, EntryType.FIFO));
            default -> linked.remove(new Inode(status.device(), status.inode()));
        }
    }

    private void addFile(int directory, String name, String path) throws IOException {
        Inode inode = new Inode(status.device(), status.inode());
        try (PackedFile.Content content = files.open(directory, name, path, status)) {
            if (content == null) {
                linked.remove(inode);
                return;
            }
            TarEntry entry = entry(path, EntryType.REGULAR).withSize(content.size());
            tar.add(entry.withXattrs(files.attributes(content.number(), path)), content.stream());
        }
    }

    private void addSymbolicLink(int directory, String name, String path) throws IOException {
        int length = kernel.readlinkat(directory, name, target);
        if (length == -Errno.ENOENT || length == -Errno.EINVAL) {
            linked.remove(new Inode(status.device(), status.inode()));
            return; // Gone, or something else by now.
        }
        check(length, path);
        String text = Text.of(Arrays.copyOf(target, length));
        tar.add(entry(path, EntryType.SYMBOLIC_LINK).withMode(0777).withLinkTarget(text));
    }

    private TarEntry device(String path, EntryType type) {
        return entry(path, type).withDevice(new TarEntry.Device(status.major(), status.minor()));
    }

    private TarEntry entry(String path, EntryType type) {
        return PackedFile.entry(path, type, status, owners);
    }

    private static void check(int result, String path) {
        if (result < 0) {
            throw Errno.failure(result, "cannot pack \"" + Text.printable(path) + "\"");
        }
    }
}
