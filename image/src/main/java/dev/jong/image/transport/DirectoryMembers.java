package dev.jong.image.transport;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The files of a directory that the user named; it is made when it is missing. Each file appears whole. What was not
/// finished is removed again, files that were there before stay.
final class DirectoryMembers implements Members {
    private final Path directory;
    private final Deque<Path> made = new ArrayDeque<>();

    DirectoryMembers(Path directory) {
        this.directory = directory;
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "cannot write to "
                            + Text.printable(Text.of(directory))
                            + ": it is no directory");
        }
        folder(directory);
    }

    @Override
    public boolean has(String name, long size) {
        Path file = directory.resolve(name);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
        } catch (IOException e) {
            throw DiskFailure.of(e, "look at a file", file);
        }
    }

    @Override
    public Optional<byte[]> read(String name, int limit) {
        return SmallFile.read(directory.resolve(name), limit);
    }

    @Override
    public void add(String name, Descriptor blob, InputStream content) {
        Path file = directory.resolve(name);
        folders(name);
        Path unfinished = file.resolveSibling(AtomicFile.TEMPORARY + ProcessHandle.current().pid());
        boolean fresh = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        try {
            Files.deleteIfExists(unfinished);
            made.push(unfinished);
            try (OutputStream out =
                    Files.newOutputStream(
                            unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                if (copy(content, out) != blob.size()) {
                    throw SinkErrors.wrongSize(blob);
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            made.pop();
            if (fresh) {
                made.push(file);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "write", file);
        }
    }

    private static long copy(InputStream content, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 20];
        long size = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            out.write(buffer, 0, count);
            size += count;
        }
        return size;
    }

    @Override
    public void add(String name, byte[] bytes) {
        Path file = directory.resolve(name);
        folders(name);
        boolean fresh = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        try {
            AtomicFile.write(file, bytes);
            if (fresh) {
                made.push(file);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "write", file);
        }
    }

    @Override
    public void finish() {
        made.clear();
    }

    @Override
    public void close() {
        while (!made.isEmpty()) {
            Path file = made.pop();
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw DiskFailure.of(e, "remove", file);
            }
        }
    }

    private void folders(String name) {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            folder(directory.resolve(name.substring(0, slash)));
        }
    }

    private void folder(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(folder);
            made.push(folder);
        } catch (IOException e) {
            throw DiskFailure.of(e, "make the directory", folder);
        }
    }
}
