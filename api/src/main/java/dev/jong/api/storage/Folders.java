package dev.jong.api.storage;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Directories of the storage: made durably, listed without what is unfinished.
final class Folders {
    private Folders() {}

    /// Makes a directory and those above it, down from one that exists; durable when this returns.
    static void make(Path directory) {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            make(parent);
        }
        try {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            return; // Somebody else's, who syncs it, too.
        } catch (IOException e) {
            throw DiskFailure.of(e, "make a directory", directory);
        }
        sync(parent == null ? directory : parent);
    }

    /// The names in a directory, in no order; none when it is missing.
    static List<String> names(Path directory) {
        List<String> out = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path entry : all) {
                String name = Text.of(entry.getFileName());
                if (!name.startsWith(".")) {
                    out.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw DiskFailure.of(e, "list a directory", directory);
        }
        return out;
    }

    /// Writes a record; durable when this returns.
    static void write(Path file, byte[] bytes) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            make(parent);
        }
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw DiskFailure.of(e, "write a record", file);
        }
    }

    /// Removes a file or an empty directory; true when it was there. Durable when this returns.
    static boolean remove(Path file) {
        try {
            boolean removed = Files.deleteIfExists(file);
            Path parent = file.toAbsolutePath().getParent();
            if (removed && parent != null) {
                AtomicFile.syncDirectory(parent);
            }
            return removed;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove", file);
        }
    }

    /// Removes a file or an empty directory whose end need not be durable.
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove", file);
        }
    }

    private static void sync(Path directory) {
        try {
            AtomicFile.syncDirectory(directory);
        } catch (IOException e) {
            throw DiskFailure.of(e, "make a directory", directory);
        }
    }
}
