package dev.jong.store.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A place in the store's `tmp` where one layer is unpacked or taken apart: `layer-N/` with `tree` and
/// `discarded` in it, and `layer-N.lock`, locked as long as this process works there. Whoever gets the lock of
/// another's place may remove it: its owner is dead.
final class LayerStaging implements AutoCloseable {
    private static final String PREFIX = "layer-";
    private static final String LOCK_SUFFIX = ".lock";

    private final KernelLock lock;
    private final Path lockFile;
    private final Path directory;

    private LayerStaging(KernelLock lock, Path lockFile, Path directory) {
        this.lock = lock;
        this.lockFile = lockFile;
        this.directory = directory;
    }

    /// Makes a new place.
    static LayerStaging create(Syscalls kernel, Path temporary) {
        // The lock comes before the directory, so a directory without a living lock is never one in
        // the making.
        for (int attempt = 0; attempt < 100; attempt++) {
            String name =
                    PREFIX
                            + Long.toHexString(System.nanoTime())
                            + "-"
                            + ProcessHandle.current().pid();
            Path lockFile = temporary.resolve(name + LOCK_SUFFIX);
            Optional<KernelLock> lock = KernelLock.tryTake(kernel, lockFile);
            // Between making and locking, one sweeper may have taken the file away, and
            // another one made it anew to look at it.
            if (lock.isPresent() && lock.get().isOf(kernel, lockFile)) {
                LayerStaging made = new LayerStaging(lock.get(), lockFile, temporary.resolve(name));
                made.makeDirectories();
                return made;
            }
            lock.ifPresent(KernelLock::close);
        }
        throw JongException.of(
                ErrorKind.INTERNAL, "cannot make a staging directory in " + temporary);
    }

    /// The lock of one layer, named so that [#sweep] removes it when its holder was killed.
    static String lockOf(String layer) {
        return PREFIX + layer + LOCK_SUFFIX;
    }

    private void makeDirectories() {
        try {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.createDirectory(tree());
            Files.createDirectory(discarded());
            // Drops the setgid bit that a directory above may pass on.
            Files.setPosixFilePermissions(tree(), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            close();
            throw DiskFailure.of(e, "make a staging directory", directory);
        }
    }

    /// Where the layer is unpacked.
    Path tree() {
        return directory.resolve("tree");
    }

    /// Where things go that are to be removed with this place.
    Path discarded() {
        return directory.resolve("discarded");
    }

    /// Removes the places of processes that are gone; returns how many.
    static int sweep(Syscalls kernel, Path temporary) {
        int swept = 0;
        for (Path lockFile : lockFiles(temporary)) {
            String name = lockFile.getFileName().toString();
            Path directory =
                    temporary.resolve(name.substring(0, name.length() - LOCK_SUFFIX.length()));
            Optional<KernelLock> lock = KernelLock.tryTake(kernel, lockFile);
            if (lock.isPresent()) {
                new LayerStaging(lock.get(), lockFile, directory).close();
                swept++;
            }
        }
        return swept;
    }

    private static List<Path> lockFiles(Path temporary) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(temporary)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(PREFIX) && name.endsWith(LOCK_SUFFIX)) {
                    found.add(entry);
                }
            }
            return found;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list unfinished layers", temporary);
        }
    }

    /// Removes the place with all that is left in it. What can't be removed stays for a later sweep.
    @Override
    public void close() {
        try {
            TreeRemover.remove(directory);
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            System.getLogger(LayerStaging.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove a staging directory", e);
        } finally {
            lock.close();
        }
    }
}
