package dev.jong.store;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.reference.LayoutIndex;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// Makes a store's directory and keeps other users out of it.
final class StoreDirectory {
    private static final List<String> PARTS =
            List.of(
                    "images",
                    "images/blobs",
                    "images/blobs/sha256",
                    "images/blobs/sha512",
                    "refs",
                    "layers",
                    "containers",
                    "tmp");

    /// What another engine may have put there since we looked: it makes the same store, or uses it already.
    private static final Set<String> LATER =
            Set.of(
                    "version",
                    "store.lock",
                    "lease.lock",
                    "names",
                    "names.lock",
                    "mnt",
                    "trash",
                    "partial",
                    "used",
                    "used.lock",
                    "origins",
                    "origins.lock",
                    "lists.lock",
                    "pins",
                    "pins.lock",
                    "mountpoints",
                    "cache",
                    "registry",
                    "build");

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private StoreDirectory() {}

    /// Makes a store. The version comes last, so a killed attempt is simply finished by the next one, and two
    /// engines that do this at once end with the same store.
    static void create(Path root) {
        try {
            make(root.toAbsolutePath());
            checkEmpty(root);
            restrict(root);
            for (String part : PARTS) {
                make(root.resolve(part));
            }
            LayoutIndex.create(root.resolve("images"));
            AtomicFile.write(root.resolve("version"), Text.bytes(Store.VERSION + "\n"));
        } catch (IOException e) {
            JongException error = DiskFailure.of(e, "make a store", root);
            throw switch (error.kind()) {
                // Neither is about a program to run, which these kinds would say of `run`.
                case PERMISSION_DENIED, NOT_FOUND, PRECONDITION ->
                        JongException.of(ErrorKind.PRECONDITION, error.text())
                                .hint("--root DIR or JONG_ROOT names another place for it")
                                .causedBy(e);
                default -> error;
            };
        }
    }

    /// Setuid programs of images lie in the store: other users must not even look inside.
    static void restrict(Path root) {
        try {
            if (!Files.getPosixFilePermissions(root).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(root, OWNER_ONLY);
            }
        } catch (IOException e) {
            JongException error = DiskFailure.of(e, "keep other users out of the store", root);
            if (error.kind() != ErrorKind.PRECONDITION) {
                throw error;
            }
            // A read-only file system: nothing can be changed, by us or by others.
        }
    }

    private static void checkEmpty(Path root) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean ours =
                        PARTS.contains(name)
                                || LATER.contains(name)
                                || name.startsWith(".tmp-")
                                || name.equals("lost+found");
                if (!ours) {
                    throw JongException.of(
                                    ErrorKind.PRECONDITION,
                                    "the directory "
                                            + Text.printable(Text.of(root))
                                            + " is not empty and not a store of jong")
                            .hint("give --root an empty or a new directory");
                }
            }
        }
    }

    private static void make(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            make(parent);
        }
        try {
            Files.createDirectory(directory, ownerOnly());
            // The umask may have taken even the owner's rights.
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    }
}
