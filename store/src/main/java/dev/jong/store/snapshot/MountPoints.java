package dev.jong.store.snapshot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The lowest layer of every overlay: what a launch mounts upon, and an image need not have.
public final class MountPoints {
    private static final Set<PosixFilePermission> DIRECTORY =
            PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-r--r--");

    private MountPoints() {}

    /// Makes the tree, whole or not at all; cheap when it is there.
    ///
    /// @param store the store's directory, which has `tmp`
    /// @throws IOException when the disk does not allow it
    public static void make(Path store) throws IOException {
        Path target = store.resolve("mountpoints");
        if (Files.isDirectory(target)) {
            return;
        }
        Path tree = emptyDirectory(store.resolve("trash"));
        fill(tree);
        try {
            Files.move(tree, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // The JDK has no class of its own for ENOTEMPTY here.
            if (!Files.isDirectory(target)) {
                throw e;
            }
            // Another engine was quicker; ours is trash, where it lies.
        }
    }

    /// A new directory. The JDK's own temporary names come from its security providers, which a cold JVM needs 30 ms
    /// for.
    private static Path emptyDirectory(Path parent) throws IOException {
        while (true) {
            try {
                return Files.createDirectory(parent.resolve("mountpoints-" + System.nanoTime()));
            } catch (FileAlreadyExistsException taken) {
                continue; // By another engine, in the same nanosecond.
            }
        }
    }

    private static void fill(Path tree) throws IOException {
        for (String name : new String[] {"", "dev", "etc", "proc", "sys"}) {
            Path directory = name.isEmpty() ? tree : Files.createDirectory(tree.resolve(name));
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
        for (String name : new String[] {"hostname", "hosts", "resolv.conf"}) {
            Files.setPosixFilePermissions(
                    Files.createFile(tree.resolve("etc").resolve(name)), FILE);
        }
    }
}
