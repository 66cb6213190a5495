package dev.jong.service.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/// Adds up the bytes of files below directories. A file with several names counts once; what can't be read, or goes away
/// meanwhile, counts nothing. No link is followed.
public final class TreeSize extends SimpleFileVisitor<Path> {
    private final Set<Object> seen = new HashSet<>();
    private long bytes;

    /// Adds what is below a path, which may be missing.
    public TreeSize add(Path tree) {
        try {
            Files.walkFileTree(tree, this);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sum so far.
    public long bytes() {
        return bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        if (attributes.isRegularFile() && (key == null || seen.add(key))) {
            bytes += attributes.size();
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
            Path directory, @org.jspecify.annotations.Nullable IOException unreadable) {
        return FileVisitResult.CONTINUE;
    }
}
