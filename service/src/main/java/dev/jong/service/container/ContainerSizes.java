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

/// How much containers have written.
public final class ContainerSizes {
    private final Containers containers;

    /// The containers of one store.
    public ContainerSizes(Containers containers) {
        this.containers = containers;
    }

    /// Bytes of the files that a container has changed or made (where nothing can be mounted: of all its files) and of
    /// its log. A file with several names counts once; what can't be read, or goes away meanwhile, counts nothing.
    public long of(String id) {
        return sum(id, "upper", "root", "log");
    }

    /// The same without its log.
    public long written(String id) {
        return sum(id, "upper", "root");
    }

    private long sum(String id, String... parts) {
        Path folder = containers.folder(id).folder();
        Sum sum = new Sum();
        for (String part : parts) {
            try {
                Files.walkFileTree(folder.resolve(part), sum);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sum.bytes;
    }

    private static final class Sum extends SimpleFileVisitor<Path> {
        private final Set<Object> seen = new HashSet<>();
        private long bytes;

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
}
