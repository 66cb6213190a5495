package dev.jong.build.files;

import dev.jong.oci.Digest;
import dev.jong.store.layer.TarEntry;
import java.util.Map;

/// A file of a [FileTree], as a layer's archive will say it.
///
/// @param path from the tree's root, without a slash at either end; empty for the root itself; a byte string
/// @param mode permission bits, with set-id and sticky ones
/// @param size bytes of a regular file, else 0
/// @param modified seconds since 1970
/// @param linkTarget of a symbolic link, else empty; a byte string
/// @param inode what regular files with the same content have in common that are one file: `device:inode`; empty where
///     the file has no other name
/// @param device numbers of a device node, else [TarEntry.Device#NONE]
/// @param attributes extended attributes that count (`security.capability`, `user.*`), values as byte strings
public record FileEntry(
        String path,
        Kind kind,
        int mode,
        long uid,
        long gid,
        long size,
        long modified,
        String linkTarget,
        String inode,
        TarEntry.Device device,
        Map<String, String> attributes) {
    public FileEntry {
        attributes = Map.copyOf(attributes);
    }

    /// One that is no device.
    public FileEntry(
            String path,
            Kind kind,
            int mode,
            long uid,
            long gid,
            long size,
            long modified,
            String linkTarget,
            String inode,
            Map<String, String> attributes) {
        this(
                path,
                kind,
                mode,
                uid,
                gid,
                size,
                modified,
                linkTarget,
                inode,
                TarEntry.Device.NONE,
                attributes);
    }

    /// Whether it is a device node.
    public boolean isDevice() {
        return kind == Kind.CHARACTER_DEVICE || kind == Kind.BLOCK_DEVICE;
    }

    /// What it is. Sockets are in no tree.
    public enum Kind {
        DIRECTORY,
        REGULAR,
        SYMBOLIC_LINK,
        FIFO,
        CHARACTER_DEVICE,
        BLOCK_DEVICE
    }

    /// Its last name.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// A file with what its content is.
    ///
    /// @param content digest of a regular file's bytes
    public record Hashed(FileEntry entry, Digest content) {}
}
