package dev.jong.store.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A directory of the store that nobody else may look into, made when it is first needed.
public final class PrivateDirectory {
    private PrivateDirectory() {}

    /// Makes it with mode 0700, unless it is there. Its parent must exist.
    public static void make(Path directory) throws IOException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }
}
