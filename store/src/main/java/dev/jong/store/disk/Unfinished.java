package dev.jong.store.disk;

import dev.jong.base.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Temporary files of [AtomicFile] whose writers were killed before the rename (R049).
public final class Unfinished {
    /// Writing a record takes milliseconds; whoever is at it for longer than this is dead.
    private static final long GRACE_MILLIS = 60_000;

    private Unfinished() {}

    /// Removes them from a directory, if it is there.
    ///
    /// @throws dev.jong.base.JongException what the disk said
    public static void sweep(Path directory) {
        String pattern = AtomicFile.TEMPORARY + "*";
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
            for (Path file : found) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isOld(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException nothingThere) {
            return;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove unfinished files", directory);
        }
    }

    private static boolean isOld(Path file) {
        try {
            long age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
            return age > GRACE_MILLIS;
        } catch (IOException renamed) {
            return false;
        }
    }
}
