package dev.jong.store.layer;

import dev.jong.linux.DirectoryWalk;
import dev.jong.linux.Errno;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.TarEntry.EntryType;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/// What directories are to look like in the end. While a layer is unpacked they are open to nobody but the
/// unpacker, who could otherwise lock itself out, let others in, or have their times moved by later members.
final class PendingDirectories {
    private static final long ID_MASK = 0xffff_ffffL;

    private final TreeMap<String, TarEntry> byPath = new TreeMap<>();
    private final TarEntry plain;

    /// @param uid owner of directories that no member describes
    /// @param gid their group
    PendingDirectories(int uid, int gid) {
        plain = TarEntry.of("", EntryType.DIRECTORY).withOwner(uid & ID_MASK, gid & ID_MASK);
        putMissing("");
    }

    /// Notes a directory that a member describes; the last one counts.
    ///
    /// @param path from the root, without links; empty for the root
    void put(String path, TarEntry entry) {
        byPath.put(path, entry);
    }

    /// Notes a directory that the archive needs but does not describe: open to all for reading, the caller's own,
    /// and changed in 1970, so that the same layer gives the same tree at any time.
    void putMissing(String path) {
        byPath.put(path, plain);
    }

    /// Forgets a directory that is gone, with all below it.
    void forget(String path) {
        byPath.remove(path);
        Iterator<String> below = byPath.tailMap(path + "/", true).keySet().iterator();
        while (below.hasNext() && below.next().startsWith(path + "/")) {
            below.remove();
        }
    }

    /// Gives all directories their final look, the deepest first: a finished one may be closed even to us.
    void finish(Syscalls kernel, InRoot root, Attributes attributes) {
        try (DirectoryWalk walk =
                new DirectoryWalk(kernel, root, (parent, name, path) -> -Errno.ENOENT)) {
            for (Map.Entry<String, TarEntry> each : byPath.descendingMap().entrySet()) {
                int directory = walk.enter(each.getKey());
                int failed =
                        directory < 0
                                ? directory
                                : attributes.finish(directory, each.getValue(), false);
                if (failed < 0) {
                    throw Errno.failure(
                            failed,
                            "cannot finish the directory " + LayerErrors.quote(each.getKey()));
                }
            }
        }
    }
}
