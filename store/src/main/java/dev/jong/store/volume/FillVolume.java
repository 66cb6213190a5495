package dev.jong.store.volume;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.DirectoryNames;
import dev.jong.linux.Errno;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import dev.jong.store.snapshot.CopySnapshot;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// Copies what an image has at a place into the volume that is mounted there: once, and only while the volume is empty
/// (V05). The copy is made beside the data and then moved in, so that a killed command leaves either nothing of it or
/// what the next one finishes.
public final class FillVolume {
    private final Volumes volumes;
    private final Syscalls kernel;

    /// @param kernel for files of images, whose names are bytes
    public FillVolume(Volumes volumes, Syscalls kernel) {
        this.volumes = volumes;
        this.kernel = kernel;
    }

    /// Fills a volume, or finishes what was begun.
    ///
    /// @param directories of the image's layers at the place, the uppermost first; not empty
    /// @param durable whether to wait for the disk
    /// @throws JongException of the kernel's error; the volume then has none of it
    public void fill(VolumeName name, List<Path> directories, boolean durable) {
        VolumeFolder folder = volumes.folder(name);
        try (KernelLock _ = KernelLock.take(kernel, folder.lock())) {
            Optional<Volume> volume = volumes.find(name);
            if (volume.isEmpty() || volume.get().filled()) {
                return;
            }
            if (!Files.exists(folder.copied())) {
                if (!isEmpty(folder)) {
                    return;
                }
                copy(folder, directories);
                if (durable) {
                    sync(folder);
                }
                Files.move(folder.copying(), folder.copied());
            }
            moveIn(folder);
            if (durable) {
                sync(folder);
            }
            volumes.markFilled(volume.get(), durable);
            TreeRemover.remove(folder.copied());
        } catch (IOException e) {
            throw DiskFailure.of(e, "fill the volume " + name, folder.path());
        }
    }

    private boolean isEmpty(VolumeFolder folder) {
        try (InRoot data = InRoot.open(kernel, folder.data())) {
            return DirectoryNames.list(kernel, data.number()).isEmpty();
        }
    }

    private void copy(VolumeFolder folder, List<Path> directories) throws IOException {
        TreeRemover.remove(folder.copying());
        Files.createDirectory(
                folder.copying(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            CopySnapshot.create(kernel, directories, folder.copying());
        } catch (JongException e) {
            discard(folder.copying(), e);
            throw e;
        }
    }

    private void sync(VolumeFolder folder) {
        try (InRoot root = InRoot.open(kernel, folder.path())) {
            check(kernel.syncfs(root.number()), folder.path());
        }
    }

    /// What a container has put there meanwhile stays as it is.
    private void moveIn(VolumeFolder folder) {
        try (InRoot from = InRoot.open(kernel, folder.copied());
                InRoot to = InRoot.open(kernel, folder.data())) {
            for (String name : DirectoryNames.list(kernel, from.number())) {
                int moved =
                        kernel.renameat2(
                                from.number(), name, to.number(), name, Syscalls.RENAME_NOREPLACE);
                if (moved != -Errno.EEXIST) {
                    check(moved, folder.data());
                }
            }
            CopySnapshot.likeness(kernel, from.number(), to.number());
        }
    }

    private static void discard(Path tree, JongException cause) {
        try {
            TreeRemover.remove(tree);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void check(int result, Path where) {
        if (result < 0) {
            throw Errno.failure(
                    result, "cannot fill the volume in " + Text.printable(Text.of(where)));
        }
    }
}
