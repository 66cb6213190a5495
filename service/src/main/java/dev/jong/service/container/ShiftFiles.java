package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.linux.Errno;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import dev.jong.store.snapshot.ShiftedTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// What a container with ids of its own finds on the disk, where mounts can't show other owners: files that belong to
/// those ids ([dev.jong.runtime.launch.PlanLaunch] mounts them).
final class ShiftFiles {
    private final Syscalls kernel;
    private final Path store;

    ShiftFiles(Syscalls kernel, Path store) {
        this.kernel = kernel;
        this.store = store;
    }

    /// The map of a container whose files were given to its ids; empty where mounts show them so, or nothing has to.
    static Optional<IdMap> of(Spec spec, Path store) {
        return spec.root() instanceof Spec.Root.Layers root
                ? spec.namespaces()
                        .users()
                        .filter(map -> Files.isDirectory(lower(store, map, root).getFirst()))
                : Optional.empty();
    }

    /// The files of a container's root that are not its own, the uppermost first.
    static List<Path> lower(Path store, IdMap map, Spec.Root.Layers root) {
        Path shifted = store.resolve("shifted").resolve(map.nameFor(root.layers())).resolve("tree");
        return List.of(shifted, store.resolve("mountpoints"));
    }

    /// Makes the container's own files ready, and the image's.
    ///
    /// @param layers of the image, topmost first
    void prepare(Spec spec, IdMap map, List<Path> layers, Path folder) {
        int uid = (int) IdMap.outside(map.uids(), map.rootUid());
        int gid = (int) IdMap.outside(map.gids(), map.rootGid());
        try {
            // The container's root goes through it and is nobody to it; the store keeps others out.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            give(folder.resolve("upper"), uid, gid);
            give(folder.resolve("work"), uid, gid);
            for (String name : NetworkFiles.NAMES) {
                give(Files.createFile(folder.resolve(name)), uid, gid);
            }
        } catch (IOException e) {
            throw StoreFailure.of("make the container", store, e);
        }
        if (map.hasUid(0) && spec.root() instanceof Spec.Root.Layers root) {
            new ShiftedTrees(kernel, store)
                    .make(map.nameFor(root.layers()), layers, ContainerOwners.outside(map));
        }
    }

    private void give(Path file, int uid, int gid) {
        int failed =
                kernel.fchownat(
                        Syscalls.AT_FDCWD, Text.of(file), uid, gid, Syscalls.AT_SYMLINK_NOFOLLOW);
        if (failed < 0) {
            throw Errno.failure(failed, "cannot give the container its files");
        }
    }
}
