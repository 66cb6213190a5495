package dev.jong.build.files;

import dev.jong.linux.FileStatus;
import dev.jong.store.layer.TarEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file of a tree that is read directory by directory. What the kernel said when its directory was read stays.
final class Node {
    final @Nullable Node parent;
    final String path;
    final String name;
    final int type;
    final int mode;
    final int uid;
    final int gid;
    final Stamp stamp;
    final String inode;
    final String target;
    final TarEntry.Device device;

    /// For trees with rules: the one that decides over it.
    int verdict = IgnoreRules.NO_RULE;

    /// For trees of layers: those that have it, the uppermost first.
    int[] layers = {};

    /// For trees of layers: its attributes, once they were read.
    @Nullable Map<String, String> attributes;

    /// Sorted by name; null until the directory was read.
    @Nullable List<Node> children;

    /// @param status filled for this file
    /// @param target of a symbolic link, else empty
    Node(@Nullable Node parent, String name, FileStatus status, String target) {
        this.parent = parent;
        this.name = name;
        this.path = parent == null ? "" : Paths.child(parent.path, name);
        this.type = status.type();
        this.mode = status.permissions();
        this.uid = status.uid();
        this.gid = status.gid();
        this.stamp = Stamp.of(status);
        boolean shared = status.links() > 1 && type != FileStatus.DIRECTORY;
        this.inode = shared ? status.device() + ":" + status.inode() : "";
        this.target = target;
        boolean node = type == FileStatus.CHARACTER_DEVICE || type == FileStatus.BLOCK_DEVICE;
        this.device =
                node ? new TarEntry.Device(status.major(), status.minor()) : TarEntry.Device.NONE;
    }

    /// A root directory of which nothing is known: that of a tree without files.
    Node() {
        this.parent = null;
        this.name = "";
        this.path = "";
        this.type = FileStatus.DIRECTORY;
        this.mode = 0755;
        this.uid = 0;
        this.gid = 0;
        this.stamp = Stamp.of(new FileStatus());
        this.inode = "";
        this.target = "";
        this.device = TarEntry.Device.NONE;
    }

    /// Whether a path is that of something in this directory itself, which is not the root.
    boolean isAbove(String other) {
        int length = path.length();
        return length > 0
                && other.length() > length
                && other.charAt(length) == '/'
                && other.startsWith(path)
                && other.indexOf('/', length + 1) < 0;
    }

    /// The child of a name; null when there is none.
    @Nullable Node child(String wanted) {
        List<Node> all = children == null ? List.of() : children;
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = all.get(middle).name.compareTo(wanted);
            if (order == 0) {
                return all.get(middle);
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return null;
    }

    FileEntry.Kind kind() {
        return switch (type) {
            case FileStatus.DIRECTORY -> FileEntry.Kind.DIRECTORY;
            case FileStatus.SYMLINK -> FileEntry.Kind.SYMBOLIC_LINK;
            case FileStatus.FIFO -> FileEntry.Kind.FIFO;
            case FileStatus.CHARACTER_DEVICE -> FileEntry.Kind.CHARACTER_DEVICE;
            case FileStatus.BLOCK_DEVICE -> FileEntry.Kind.BLOCK_DEVICE;
            default -> FileEntry.Kind.REGULAR;
        };
    }

    /// As a tree shows it.
    FileEntry entry(long owner, long group, Map<String, String> shown) {
        return new FileEntry(
                path,
                kind(),
                mode,
                owner,
                group,
                type == FileStatus.REGULAR ? stamp.size() : 0,
                stamp.seconds(),
                target,
                inode,
                device,
                shown);
    }
}
