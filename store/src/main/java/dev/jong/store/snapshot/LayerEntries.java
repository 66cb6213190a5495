package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What one unpacked layer holds, by itself. No link is followed.
public final class LayerEntries {
    private static final int PIECE = 64 << 10;

    private LayerEntries() {}

    /// What an entry is.
    public enum Kind {
        /// A regular file.
        FILE,
        /// A directory; lower layers may have more in it.
        DIRECTORY,
        /// A directory that hides what lower layers have in it.
        OPAQUE,
        /// Lower layers have nothing of this name.
        REMOVED,
        /// A link, device or FIFO.
        OTHER
    }

    /// An entry.
    ///
    /// @param path from the root, without a leading slash; a byte string
    /// @param size bytes of a file; 0 for everything else, and for further names of a file
    public record Entry(String path, Kind kind, long size) {}

    private record Inode(long device, long number) {}

    private record Level(MergedSource source, String path, Iterator<String> names) {}

    /// Reads all entries, a directory before what is in it; the root itself is left out.
    ///
    /// @throws dev.jong.base.JongException of the kernel's error
    public static void read(Syscalls kernel, Path layer, Consumer<Entry> each) {
        Deque<Level> levels = new ArrayDeque<>();
        Set<Inode> seen = new HashSet<>();
        FileStatus status = new FileStatus();
        try {
            enter(MergedSource.root(kernel, List.of(Text.of(layer))), "", levels);
            while (!levels.isEmpty()) {
                Level level = levels.getLast();
                if (!level.names.hasNext()) {
                    levels.removeLast().source.close();
                    continue;
                }
                String name = level.names.next();
                int found = level.source.find(name, status);
                String path = level.path.isEmpty() ? name : level.path + "/" + name;
                if (status.type() == FileStatus.DIRECTORY) {
                    MergedSource child = level.source.child(name, found);
                    boolean opaque = child.isHiding() && !level.source.isHiding();
                    each.accept(new Entry(path, opaque ? Kind.OPAQUE : Kind.DIRECTORY, 0));
                    enter(child, path, levels);
                } else {
                    each.accept(new Entry(path, kind(status), size(status, seen)));
                }
            }
        } finally {
            levels.forEach(level -> level.source.close());
        }
    }

    /// Whether two layers have the same bytes in a file of this name.
    public static boolean sameContent(Syscalls kernel, Path one, Path other, String path) {
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "." : path.substring(0, slash);
        String name = path.substring(slash + 1);
        PackedFile files = new PackedFile(kernel);
        FileStatus status = new FileStatus();
        try (InRoot oneRoot = InRoot.open(kernel, one);
                InRoot otherRoot = InRoot.open(kernel, other);
                var oneParent = oneRoot.open(parent, 0, 0);
                var otherParent = otherRoot.open(parent, 0, 0);
                PackedFile.Content a = files.open(oneParent.number(), name, path, status);
                PackedFile.Content b = files.open(otherParent.number(), name, path, status)) {
            return a != null
                    && b != null
                    && a.size() == b.size()
                    && same(a.stream(), b.stream(), a.size());
        } catch (IOException e) {
            throw Errno.failure(-Errno.EINVAL, "cannot compare \"" + Text.printable(path) + "\"")
                    .causedBy(e);
        }
    }

    private static boolean same(InputStream one, InputStream other, long size) throws IOException {
        for (long left = size; left > 0; ) {
            int count = (int) Math.min(left, PIECE);
            if (!Arrays.equals(one.readNBytes(count), other.readNBytes(count))) {
                return false;
            }
            left -= count;
        }
        return true;
    }

    private static void enter(MergedSource source, String path, Deque<Level> levels) {
        levels.addLast(new Level(source, path, new TreeSet<>(source.names()).iterator()));
    }

    private static Kind kind(FileStatus status) {
        if (status.isWhiteout()) {
            return Kind.REMOVED;
        }
        return status.type() == FileStatus.REGULAR ? Kind.FILE : Kind.OTHER;
    }

    private static long size(FileStatus status, Set<Inode> seen) {
        boolean again = status.links() > 1 && !seen.add(new Inode(status.device(), status.inode()));
        return status.type() != FileStatus.REGULAR || again ? 0 : status.size();
    }
}
