package dev.jong.store.snapshot;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Errno;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Copies of unpacked images that belong to other ids: `STORE/shifted/NAME/tree`, with the names of the layers beside it.
/// For hosts where the kernel does not let an ordinary user have a mount show other owners. One serves all containers
/// with the same image and map; it goes when a layer that it was made from has gone.
public final class ShiftedTrees {
    private static final String TREE = "tree";
    private static final String LAYERS = "layers";
    private static final String MAKING = ".making";
    private static final int LONGEST = 1 << 20;

    private final Syscalls kernel;
    private final Path store;

    /// @param store the store's directory
    public ShiftedTrees(Syscalls kernel, Path store) {
        this.kernel = kernel;
        this.store = store;
    }

    /// Makes one if it is missing, whole or not at all. It is on the disk then.
    ///
    /// @param name says which layers and which owners
    /// @param layers unpacked, the uppermost first
    /// @throws JongException of the kernel's error
    public void make(String name, List<Path> layers, OwnerMap owners) {
        Path all = store.resolve("shifted");
        Path target = all.resolve(name);
        if (Files.isDirectory(target)) {
            return;
        }
        try {
            PrivateDirectory.make(all);
            try (KernelLock _ = KernelLock.take(kernel, all.resolve(".lock"))) {
                if (!Files.isDirectory(target)) {
                    sweepLeft();
                    make(all.resolve(name + MAKING), layers, owners);
                    Files.move(all.resolve(name + MAKING), target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "copy the image for other ids", all);
        }
    }

    private void make(Path making, List<Path> layers, OwnerMap owners) throws IOException {
        try {
            PrivateDirectory.make(making);
            // The container's root comes this way, and is nobody to this directory; the store keeps
            // others out.
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwx--x--x"));
            StringBuilder names = new StringBuilder();
            for (Path layer : layers) {
                names.append(Text.of(layer.getFileName())).append('\n');
            }
            AtomicFile.writeVolatile(making.resolve(LAYERS), Text.bytes(names.toString()));
            Files.createDirectory(making.resolve(TREE));
            CopySnapshot.create(kernel, layers, making.resolve(TREE), owners);
            sync(making);
        } catch (JongException | IOException e) {
            discard(making, e);
            throw e;
        }
    }

    private void sync(Path making) {
        try (InRoot root = InRoot.open(kernel, making)) {
            int failed = kernel.syncfs(root.number());
            if (failed < 0) {
                throw Errno.failure(failed, "cannot write the image's files to the disk");
            }
        }
    }

    private static void discard(Path tree, Exception cause) {
        try {
            TreeRemover.remove(tree);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /// Removes those whose layers have gone, and unfinished ones.
    public void sweep() {
        remove(tree -> false);
    }

    /// Removes those that nobody needs.
    ///
    /// @param unneeded by name; those that a sweep would remove go as well
    public void remove(Predicate<String> unneeded) {
        Path all = store.resolve("shifted");
        if (!Files.isDirectory(all)) {
            return;
        }
        try (KernelLock _ = KernelLock.take(kernel, all.resolve(".lock"))) {
            for (Path tree : list(store)) {
                if (unneeded.test(Text.of(tree.getFileName()))) {
                    remove(tree);
                }
            }
            sweepLeft();
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove copies of images", all);
        }
    }

    /// All of a store, unfinished ones too.
    public static List<Path> list(Path store) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> trees = Files.newDirectoryStream(store.resolve("shifted"))) {
            for (Path tree : trees) {
                if (Files.isDirectory(tree)) {
                    found.add(tree);
                }
            }
        } catch (NoSuchFileException none) {
            return found;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list copies of images", store);
        }
        return found;
    }

    private void sweepLeft() throws IOException {
        for (Path tree : list(store)) {
            if (isLeft(tree)) {
                remove(tree);
            }
        }
    }

    /// Half a tree under its name would be taken for a whole one if this is killed.
    private static void remove(Path tree) throws IOException {
        String name = Text.of(tree.getFileName());
        if (name.endsWith(MAKING)) {
            TreeRemover.remove(tree);
            return;
        }
        Path away = tree.resolveSibling(Text.path(name + MAKING));
        TreeRemover.remove(away);
        Files.move(tree, away, StandardCopyOption.ATOMIC_MOVE);
        TreeRemover.remove(away);
    }

    private boolean isLeft(Path tree) {
        if (Text.of(tree.getFileName()).endsWith(MAKING)) {
            return true;
        }
        Optional<byte[]> layers = SmallFile.read(tree.resolve(LAYERS), LONGEST);
        if (layers.isEmpty()) {
            return true;
        }
        for (String layer : Text.of(layers.get()).split("\n")) {
            if (!Files.isDirectory(store.resolve("layers").resolve(Text.path(layer)))) {
                return true;
            }
        }
        return false;
    }
}
