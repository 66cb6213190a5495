package dev.jong.build.cache;

import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All cache mounts of a store: what they take, and their end.
final class MountFolders {
    private final Path directory;
    private final Syscalls kernel;

    /// @param store the store's directory
    MountFolders(Path store, Syscalls kernel) {
        this.directory = store.resolve("build/mounts");
        this.kernel = kernel;
    }

    List<CacheRow> rows() {
        List<CacheRow> rows = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return rows;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path path : all) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    rows.add(row(new MountFolder(path)));
                }
            }
            return rows;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list cache mounts", directory);
        }
    }

    private CacheRow row(MountFolder folder) throws IOException {
        Optional<MountFolder.Info> info = folder.info();
        String target = info.map(MountFolder.Info::target).orElse("");
        String id = info.map(MountFolder.Info::id).orElse("");
        String named = id.isEmpty() || id.equals(target) ? "" : " with id " + Text.printable(id);
        Optional<KernelLock> free = KernelLock.tryTake(kernel, folder.lock());
        free.ifPresent(KernelLock::close);
        return new CacheRow(
                Text.of(folder.path().getFileName()),
                Optional.empty(),
                List.of(),
                info.map(MountFolder.Info::created).orElse(Instant.EPOCH),
                true,
                free.isEmpty(),
                false,
                size(folder.path()),
                "cached mount " + Text.printable(target) + named,
                info.map(MountFolder.Info::uses).orElse(0L),
                info.map(MountFolder.Info::lastUsed),
                CacheRow.MOUNT);
    }

    /// Removes one; false when it is in use.
    boolean remove(String id) {
        MountFolder folder = new MountFolder(directory.resolve(id));
        Optional<KernelLock> free = KernelLock.tryTake(kernel, folder.lock());
        if (free.isEmpty()) {
            return false;
        }
        try (KernelLock _ = free.get()) {
            TreeRemover.remove(folder.path());
            Files.deleteIfExists(folder.record());
            Files.deleteIfExists(folder.lock());
            return true;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove a cache mount", folder.path());
        }
    }

    /// Bytes of files. What vanishes meanwhile counts nothing.
    private static long size(Path tree) throws IOException {
        long[] sum = {0};
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path path, IOException failure) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sum[0];
    }
}
