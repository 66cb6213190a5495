package dev.jong.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Walks through directories below a root, one component after the other, and keeps the way it came open: the
/// next name in the same directory costs no system call. Symbolic links are resolved here, component by
/// component, as if the root were `/`; the kernel opens only real directories and is told to refuse links
/// and other file systems, so that renames under way can't lead out.
///
/// Used where very many files are made or read in an order that follows the tree. Not safe for two threads.
public final class DirectoryWalk implements AutoCloseable {
    /// Most symbolic links on the way to one directory, the kernel's own limit.
    private static final int LINK_DEPTH = 40;

    private static final long FLAGS =
            OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;
    private static final long RESOLVE =
            Syscalls.RESOLVE_BENEATH | Syscalls.RESOLVE_NO_SYMLINKS | Syscalls.RESOLVE_NO_XDEV;

    private final Syscalls kernel;
    private final int root;
    private final Obstacle obstacle;
    private final List<Level> levels = new ArrayList<>();
    private final byte[] target = new byte[4096];

    /// An open directory: its name in the one above, its path from the root, its descriptor.
    private record Level(String name, String path, int descriptor) {}

    /// Is asked when a directory on the way is missing or is something else.
    public interface Obstacle {
        /// Tries to put a directory there.
        ///
        /// @param parent descriptor of the directory that lacks it
        /// @param name its name there
        /// @param path its path from the root, without any link
        /// @return 0 to try once more, or the negated error number that ends the walk
        int clear(int parent, String name, String path);
    }

    /// A walk that starts at `root`, which stays the caller's to close.
    public DirectoryWalk(Syscalls kernel, InRoot root, Obstacle obstacle) {
        this.kernel = kernel;
        this.root = root.number();
        this.obstacle = obstacle;
    }

    /// Goes to a directory and stays there.
    ///
    /// @param directory components joined by `/`, empty for the root; `..` does not lead above the root
    /// @return its descriptor for reading, valid until the next call, or the negated error number: ELOOP for more
    ///     than 40 links, ENOTDIR for something that is neither directory nor link
    public int enter(String directory) {
        Deque<String> pending = new ArrayDeque<>();
        addComponents(pending, directory);
        int depth = 0;
        int links = 0;
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (name.equals("..")) {
                depth = Math.max(depth - 1, 0);
            } else if (isOpen(depth, name)) {
                depth++;
            } else {
                forget(depth);
                int opened = step(name);
                if (opened >= 0) {
                    depth++;
                } else if (opened != -Errno.ELOOP || ++links > LINK_DEPTH) {
                    return opened;
                } else {
                    depth = follow(name, pending, depth);
                }
                if (depth < 0) {
                    return depth;
                }
            }
        }
        forget(depth);
        return here();
    }

    /// The path of the directory where the walk is, from the root and without links; empty for the root.
    public String path() {
        return levels.isEmpty() ? "" : levels.getLast().path;
    }

    /// Closes all directories below `depth` levels; 0 to forget the whole way, which is needed after a directory
    /// on it was moved by somebody else than this walk's user.
    public void forget(int depth) {
        while (levels.size() > depth) {
            kernel.close(levels.removeLast().descriptor);
        }
    }

    private int here() {
        return levels.isEmpty() ? root : levels.getLast().descriptor;
    }

    private boolean isOpen(int depth, String name) {
        return depth < levels.size() && levels.get(depth).name.equals(name);
    }

    /// Opens a component of the current directory; ELOOP when it is a symbolic link.
    private int step(String name) {
        int opened = kernel.openat2(here(), name, FLAGS, 0, RESOLVE);
        if (opened == -Errno.ENOTDIR && isLink(name)) {
            return -Errno.ELOOP;
        }
        if (opened == -Errno.ENOENT || opened == -Errno.ENOTDIR) {
            int refused = obstacle.clear(here(), name, childPath(name));
            opened = refused < 0 ? refused : kernel.openat2(here(), name, FLAGS, 0, RESOLVE);
        }
        if (opened >= 0) {
            levels.add(new Level(name, childPath(name), opened));
        }
        return opened;
    }

    private boolean isLink(String name) {
        return kernel.readlinkat(here(), name, target) >= 0;
    }

    /// Puts a link's target before what is pending; returns the depth to go on from, or a negated error number.
    private int follow(String name, Deque<String> pending, int depth) {
        int length = kernel.readlinkat(here(), name, target);
        if (length < 0 || length == target.length) {
            return length < 0 ? length : -Errno.ENAMETOOLONG;
        }
        String path = new String(target, 0, length, StandardCharsets.ISO_8859_1);
        addComponents(pending, path);
        return path.startsWith("/") ? 0 : depth;
    }

    private String childPath(String name) {
        return levels.isEmpty() ? name : levels.getLast().path + "/" + name;
    }

    /// Puts the components of a path before those that are pending.
    private static void addComponents(Deque<String> pending, String path) {
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            String name = path.substring(slash + 1, end);
            if (!name.isEmpty() && !name.equals(".")) {
                pending.addFirst(name);
            }
            end = slash;
        }
    }

    @Override
    public void close() {
        forget(0);
    }
}
