package dev.jong.store.layer;

import java.time.Instant;
import java.util.Map;

/// One member of a tar archive, with all extension headers folded in. Names and targets are byte strings,
/// exactly as the archive holds them: nothing is cleaned yet.
///
/// @param name the member's name
/// @param type what it is
/// @param mode permission, setuid, setgid and sticky bits, 0 to 07777
/// @param uid owner, 0 to 2^32 - 2
/// @param gid group, 0 to 2^32 - 2
/// @param size bytes of content; 0 for everything but regular files
/// @param modified time of the last change
/// @param linkTarget target of a symbolic link, or name of the member that a hard link repeats; else empty
/// @param device numbers of a device node; else [Device#NONE]
/// @param xattrs extended attributes by name, unfiltered, names and values as stored in the archive
public record TarEntry(
        String name,
        EntryType type,
        int mode,
        long uid,
        long gid,
        long size,
        Instant modified,
        String linkTarget,
        Device device,
        Map<String, byte[]> xattrs) {

    /// What a member is.
    public enum EntryType {
        REGULAR,
        HARD_LINK,
        SYMBOLIC_LINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        DIRECTORY,
        FIFO
    }

    /// The numbers of a device node.
    ///
    /// @param major the driver
    /// @param minor the device
    public record Device(int major, int minor) {
        /// For members that are no device.
        public static final Device NONE = new Device(0, 0);
    }

    /// A member as simple as can be, owned by root and changed in 1970: a start for [#withMode] and its kin.
    public static TarEntry of(String name, EntryType type) {
        int mode = type == EntryType.DIRECTORY ? 0755 : 0644;
        return new TarEntry(name, type, mode, 0, 0, 0, Instant.EPOCH, "", Device.NONE, Map.of());
    }

    /// The same with other permission bits.
    public TarEntry withMode(int bits) {
        return new TarEntry(name, type, bits, uid, gid, size, modified, linkTarget, device, xattrs);
    }

    /// The same with another owner and group.
    public TarEntry withOwner(long user, long group) {
        return new TarEntry(
                name, type, mode, user, group, size, modified, linkTarget, device, xattrs);
    }

    /// The same with content of another length.
    public TarEntry withSize(long bytes) {
        return new TarEntry(
                name, type, mode, uid, gid, bytes, modified, linkTarget, device, xattrs);
    }

    /// The same with another time.
    public TarEntry withModified(Instant time) {
        return new TarEntry(name, type, mode, uid, gid, size, time, linkTarget, device, xattrs);
    }

    /// The same with another target.
    public TarEntry withLinkTarget(String target) {
        return new TarEntry(name, type, mode, uid, gid, size, modified, target, device, xattrs);
    }

    /// The same with other device numbers.
    public TarEntry withDevice(Device numbers) {
        return new TarEntry(
                name, type, mode, uid, gid, size, modified, linkTarget, numbers, xattrs);
    }

    /// The same with other extended attributes.
    public TarEntry withXattrs(Map<String, byte[]> attributes) {
        return new TarEntry(
                name, type, mode, uid, gid, size, modified, linkTarget, device, attributes);
    }
}
