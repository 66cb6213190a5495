package dev.jong.service.space;

import dev.jong.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// What lies in the store unfinished: parts of downloads, layers in the making, containers on their way out.
final class UnfinishedFiles {
    private final Store store;

    UnfinishedFiles(Store store) {
        this.store = store;
    }

    /// How many files and bytes. What goes away meanwhile counts nothing.
    DiskUse.Sum sum() {
        Count count = new Count();
        for (String part : new String[] {"tmp", "trash", "partial"}) {
            count.walk(store.root().resolve(part));
        }
        return new DiskUse.Sum(count.files, 0, count.bytes, count.bytes);
    }

    /// Bytes of the files below a directory.
    static long bytes(Path directory) {
        Count count = new Count();
        count.walk(directory);
        return count.bytes;
    }

    private static final class Count extends SimpleFileVisitor<Path> {
        private long files;
        private long bytes;

        void walk(Path directory) {
            try {
                Files.walkFileTree(directory, this);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // Each visit goes on after a failure.
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && attributes.size() > 0) {
                files++;
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
