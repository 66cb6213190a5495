package dev.jong.build.files;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.FileStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A tree that reads each directory once, when it is first asked for, and resolves paths in what it has read: all steps of
/// a build see the same files, and looking one up costs no system call. Links are followed here, as if the root were `/`;
/// whoever reads a directory or a file by the path that comes out follows none.
abstract class NodeTree implements FileTree {
    private static final int LINK_DEPTH = 40;

    /// Guards the nodes, which grow.
    private final Object lock = new Object();

    private @Nullable Node root;

    /// The directory of the last file that was asked for: the next one is mostly there too.
    private @Nullable Node last;

    /// The root; asked for once.
    abstract Node readRoot();

    /// The files in a directory, sorted by name. Called with the lock held.
    abstract List<Node> read(Node directory);

    /// As users see it.
    abstract FileEntry entry(Node node);

    @Override
    public final Optional<FileEntry> find(String path) {
        return look(path, false);
    }

    @Override
    public final Optional<FileEntry> resolve(String path) {
        return look(path, true);
    }

    private Optional<FileEntry> look(String path, boolean last) {
        synchronized (lock) {
            return Optional.ofNullable(walk(path, last)).map(this::entry);
        }
    }

    @Override
    public final List<String> list(FileEntry directory) {
        synchronized (lock) {
            List<String> names = new ArrayList<>();
            for (Node child : children(node(directory))) {
                names.add(child.name);
            }
            return names;
        }
    }

    @Override
    public final List<FileEntry> entries(FileEntry directory) {
        synchronized (lock) {
            List<FileEntry> all = new ArrayList<>();
            for (Node child : children(node(directory))) {
                all.add(entry(child));
            }
            return all;
        }
    }

    /// The node of an entry that this tree gave.
    final Node node(FileEntry entry) {
        synchronized (lock) {
            Node near = last;
            String path = entry.path();
            if (near != null && near.isAbove(path)) {
                Node child = near.child(path.substring(near.path.length() + 1));
                if (child != null) {
                    return child;
                }
            }
            Node found = walk(path, false);
            last = found == null || found.parent == null ? null : found.parent;
            if (found == null) {
                throw JongException.of(
                        ErrorKind.INTERNAL,
                        "no file \"" + Text.printable(entry.path()) + "\" in this tree");
            }
            return found;
        }
    }

    /// The files in a directory, read if they have to be.
    final List<Node> children(Node directory) {
        List<Node> known = directory.children;
        if (known != null) {
            return known;
        }
        List<Node> all = directory.type == FileStatus.DIRECTORY ? read(directory) : List.of();
        directory.children = all;
        return all;
    }

    private @Nullable Node walk(String path, boolean last) {
        Node top = root == null ? readRoot() : root;
        root = top;
        Node at = top;
        Deque<String> pending = new ArrayDeque<>(Paths.names(path));
        int links = 0;
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (name.equals("..")) {
                at = at.parent == null ? top : at.parent;
                continue;
            }
            children(at);
            Node child = at.child(name);
            if (child == null) {
                return null;
            }
            if (child.type != FileStatus.SYMLINK || pending.isEmpty() && !last) {
                at = child;
                continue;
            }
            if (++links > LINK_DEPTH) {
                return null;
            }
            at = child.target.startsWith("/") ? top : at;
            Paths.names(child.target).reversed().forEach(pending::addFirst);
        }
        return at;
    }
}
