package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds single files as a container sees them: stacked layers, and what is mounted in them, also when nothing is mounted
/// now. All goes by descriptor, one component after the other, and links are resolved as if the container's root were
/// `/`: whatever a container changes meanwhile, nothing outside of its roots is found.
public final class SeenFiles {
    private final Syscalls kernel;
    private final List<String> layers;
    private final Map<String, List<String>> mounts;

    /// @param layers directories of the host that make up the root, the uppermost first; byte strings
    /// @param mounts what lies at a path of the container, by absolute path without `.`, `..` and double slashes: the same
    ///     kind of list, or one file; an empty list for a new file system
    public SeenFiles(Syscalls kernel, List<String> layers, Map<String, List<String>> mounts) {
        this.kernel = kernel;
        this.layers = List.copyOf(layers);
        this.mounts = Map.copyOf(mounts);
    }

    /// Finds what a path leads to.
    ///
    /// @param path byte string; relative ones start at the root too
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when more than 40 symbolic links lie on the way, or of the
    ///     kernel's error
    public Seen look(String path) {
        try (SeenWalk walk = new SeenWalk(kernel, layers, mounts)) {
            return walk.to(path);
        }
    }

    /// The names in a directory; none when there is no such directory, or a monstrous one.
    public Set<String> names(String path) {
        try (SeenWalk walk = new SeenWalk(kernel, layers, mounts);
                Seen seen = walk.to(path)) {
            return seen.status().type() == FileStatus.DIRECTORY ? walk.names() : Set.of();
        }
    }

    /// A file or directory of the host.
    ///
    /// @return null when there is none
    static @Nullable Descriptor hold(
            Syscalls kernel, int directory, String name, long resolve, FileStatus status) {
        long flags = OpenFlag.PATH | OpenFlag.CLOSE_ON_EXEC;
        flags |= resolve == 0 ? 0 : OpenFlag.NO_FOLLOW;
        int number = kernel.openat2(directory, name, flags, 0, resolve);
        if (number < 0) {
            return null;
        }
        Descriptor held = new Descriptor(kernel, number);
        int failed = kernel.statx(number, "", Syscalls.AT_EMPTY_PATH, status);
        if (failed < 0) {
            held.close();
            throw Errno.failure(failed, "cannot look at \"" + Text.printable(name) + "\"");
        }
        return held;
    }
}
