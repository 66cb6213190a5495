package dev.jong.store.volume;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.DirectoryNames;
import dev.jong.linux.Errno;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.snapshot.CopySnapshot;
import dev.jong.store.snapshot.OwnerMap;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// Brings content into an empty volume: what an image has at its place, once and only while the volume is empty (V05), an
/// archive, or another volume's content. It is made beside the data and then moved in, so that a killed command leaves
/// either nothing of it or what the next one finishes.
public final class FillVolume {
    private final Volumes volumes;
    private final Syscalls kernel;

    /// @param kernel for files of images and containers, whose names are bytes
    public FillVolume(Volumes volumes, Syscalls kernel) {
        this.volumes = volumes;
        this.kernel = kernel;
    }

    /// What a volume is to hold.
    public interface Content {
        /// Writes it.
        ///
        /// @param directory an empty one, whose own look counts too
        /// @param spare another one beside it, for what is thrown away
        void writeTo(Path directory, Path spare) throws IOException;
    }

    /// Copies an image's files, or finishes what was begun.
    ///
    /// @param directories of the image's layers at the place, the uppermost first; not empty
    /// @param owners to whom the copies belong
    /// @param durable whether to wait for the disk
    /// @throws JongException of the kernel's error; the volume then has none of it
    public void fill(VolumeName name, List<Path> directories, OwnerMap owners, boolean durable) {
        Content files = (copy, spare) -> CopySnapshot.create(kernel, directories, copy, owners);
        fill(name, files, durable, true);
    }

    /// Copies an image's files into the directory of the host that a volume is, once and only while that is empty. There is
    /// no place beside it, so who is killed meanwhile leaves a part.
    ///
    /// @throws JongException of the kernel's error; the directory then holds a part
    public void fillHost(VolumeName name, Path host, List<Path> directories, OwnerMap owners) {
        VolumeFolder folder = volumes.folder(name);
        try (KernelLock _ = KernelLock.take(kernel, folder.lock())) {
            Optional<Volume> volume = volumes.find(name);
            if (volume.isPresent() && !volume.get().filled() && isEmpty(host)) {
                CopySnapshot.create(kernel, directories, host, owners);
                sync(host);
                volumes.markFilled(volume.get(), true);
            }
        }
    }

    /// Brings anything else in. It is on the disk when this returns.
    ///
    /// @return false when the volume is not empty
    /// @throws JongException of the kernel's error; the volume then has none of it
    public boolean fill(VolumeName name, Content content) {
        return fill(name, content, true, false);
    }

    private boolean fill(VolumeName name, Content content, boolean durable, boolean onlyNew) {
        VolumeFolder folder = volumes.folder(name);
        try (KernelLock _ = KernelLock.take(kernel, folder.lock())) {
            Optional<Volume> volume = volumes.find(name);
            if (volume.isEmpty() || onlyNew && volume.get().filled()) {
                return false;
            }
            boolean begun = Files.exists(folder.copied());
            if (!begun) {
                if (!isEmpty(folder.data())) {
                    return false;
                }
                make(folder, content, durable);
            }
            moveIn(folder);
            if (durable) {
                sync(folder.path());
            }
            volumes.markFilled(volume.get(), durable);
            TreeRemover.remove(folder.copied());
            return !begun;
        } catch (IOException e) {
            throw DiskFailure.of(e, "fill the volume " + name, folder.path());
        }
    }

    private boolean isEmpty(Path directory) {
        try (InRoot data = InRoot.open(kernel, directory)) {
            return DirectoryNames.list(kernel, data.number()).isEmpty();
        }
    }

    private void make(VolumeFolder folder, Content content, boolean durable) throws IOException {
        TreeRemover.remove(folder.copying());
        PrivateDirectory.make(folder.copying());
        Path tree = folder.copying().resolve("tree");
        Path spare = folder.copying().resolve("spare");
        try {
            PrivateDirectory.make(tree);
            PrivateDirectory.make(spare);
            Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
            content.writeTo(tree, spare);
            if (durable) {
                sync(folder.path());
            }
        } catch (JongException | IOException e) {
            discard(folder.copying(), e);
            throw e;
        }
        Files.move(tree, folder.copied());
        TreeRemover.remove(folder.copying());
    }

    private void sync(Path directory) {
        try (InRoot root = InRoot.open(kernel, directory)) {
            check(kernel.syncfs(root.number()), directory);
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

    private static void discard(Path tree, Exception cause) {
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
