package dev.jong.store.snapshot;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One directory as an overlay file system shows it: the directories of that name in all layers, the
/// uppermost first (kernel: Documentation/filesystems/overlayfs.rst, "whiteouts and opaque directories").
final class MergedDirectory {
    private static final String OPAQUE = "overlay.opaque";

    private final List<Path> topDown;

    private MergedDirectory(List<Path> topDown) {
        this.topDown = topDown;
    }

    /// What a name means in a merged directory.
    sealed interface Entry {}

    /// Nothing, or something that is never opened.
    record Absent() implements Entry {}

    /// A regular file in a layer.
    record Regular(Path file) implements Entry {}

    /// A symbolic link in a layer.
    record Link(Path link) implements Entry {}

    /// A directory, merged.
    record Directory(MergedDirectory directory) implements Entry {}

    static MergedDirectory root(List<Path> topDown) {
        return new MergedDirectory(topDown);
    }

    /// The directories of the layers that it is made of, the uppermost first.
    List<Path> topDown() {
        return topDown;
    }

    /// Looks a name up.
    ///
    /// @param name one component as a byte string, not `..`
    Entry find(String name) throws IOException {
        List<Path> merged = new ArrayList<>();
        Path component = Text.path(name);
        for (Path layer : topDown) {
            Path candidate = layer.resolve(component);
            BasicFileAttributes found = attributes(candidate);
            if (found == null) {
                continue;
            }
            // Only now does it matter whether the directory above was opaque.
            if (!merged.isEmpty() && isOpaque(merged.getLast())) {
                break;
            }
            if (found.isDirectory()) {
                merged.add(candidate);
            } else if (merged.isEmpty()) {
                return leaf(candidate, found);
            } else {
                break;
            }
        }
        return merged.isEmpty() ? new Absent() : new Directory(new MergedDirectory(merged));
    }

    /// Whiteouts are character devices, and no other device, FIFO or socket is ever opened: all are absent.
    private static Entry leaf(Path path, BasicFileAttributes found) {
        if (found.isSymbolicLink()) {
            return new Link(path);
        }
        return found.isRegularFile() ? new Regular(path) : new Absent();
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            // A name too long for any file system is a name that isn't there.
            if (path.getFileName().toString().length() > 255) {
                return null;
            }
            throw e;
        }
    }

    private static boolean isOpaque(Path directory) throws IOException {
        UserDefinedFileAttributeView view =
                Files.getFileAttributeView(
                        directory, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        ByteBuffer value = ByteBuffer.allocate(8);
        try {
            return view != null && view.read(OPAQUE, value) == 1 && value.get(0) == 'y';
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            // No such attribute, or a file system without attributes.
            return false;
        }
    }
}
