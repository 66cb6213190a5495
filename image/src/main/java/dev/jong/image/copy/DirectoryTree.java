package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// The files of a directory. Links are not followed: in a foreign directory they could lead anywhere.
final class DirectoryTree implements Tree {
    private final Path directory;

    /// @throws JongException NOT_FOUND when it is no directory
    DirectoryTree(Path directory) {
        this.directory = directory;
        if (!Files.isDirectory(directory)) {
            throw JongException.of(ErrorKind.NOT_FOUND, "there is no directory " + label());
        }
    }

    @Override
    public Optional<InputStream> open(String name) {
        Path file = directory.resolve(name);
        try {
            return isPlain(file)
                    ? Optional.of(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))
                    : Optional.empty();
        } catch (IOException e) {
            throw DiskFailure.of(e, "read", file);
        }
    }

    @Override
    public long size(String name) {
        Path file = directory.resolve(name);
        try {
            return isPlain(file) ? Files.size(file) : -1;
        } catch (IOException e) {
            throw DiskFailure.of(e, "read", file);
        }
    }

    @Override
    public String label() {
        return Text.printable(Text.of(directory));
    }

    @Override
    public void close() {
        // Files are opened one by one.
    }

    private static boolean isPlain(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
