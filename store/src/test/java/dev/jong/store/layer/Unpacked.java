package dev.jong.store.layer;

import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/// A directory that tests unpack layers into, and look at.
final class Unpacked {
    static final long CAP = 1L << 30;

    final Path tree;
    private final Path discarded;
    private final Owners owners;

    Unpacked(Path directory, Owners owners) {
        this.owners = owners;
        try {
            tree = Files.createDirectory(directory.resolve("tree"));
            discarded = Files.createDirectory(directory.resolve("discarded"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AppliedLayer apply(Archive archive) {
        return apply(new ByteArrayInputStream(archive.bytes()), CAP);
    }

    AppliedLayer apply(InputStream archive, long cap) {
        Syscalls kernel = new NativeSyscalls();
        return new LayerApplier(kernel, owners).apply(archive, false, cap, tree, discarded);
    }

    String content(String name) {
        try {
            return Files.readString(tree.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Object attribute(String name, String attribute) {
        try {
            return Files.getAttribute(
                    tree.resolve(name), "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int mode(String name) {
        return (Integer) attribute(name, "mode") & 07777;
    }

    boolean isWhiteout(String name) {
        int mode = (Integer) attribute(name, "mode");
        return (mode & 0170000) == 0020000 && attribute(name, "rdev").equals(0L);
    }

    boolean isOpaque(String name) {
        try {
            UserDefinedFileAttributeView view =
                    Files.getFileAttributeView(
                            tree.resolve(name), UserDefinedFileAttributeView.class);
            ByteBuffer value = ByteBuffer.allocate(8);
            view.read("overlay.opaque", value);
            return value.get(0) == 'y';
        } catch (FileSystemException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
