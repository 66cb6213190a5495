package dev.jong.build.layer;

import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What members of a layer look like: owners, modes and times as a step wants them.
///
/// @param owner whom everything belongs to that is copied or made; empty where copies keep theirs
/// @param epoch the build's time
/// @param exactTimes whether copies get it; else only those that are younger
record Attributes(
        Optional<OwnerNames.Owner> owner, ModeChange mode, Instant epoch, boolean exactTimes) {
    private static final OwnerNames.Owner ROOT = new OwnerNames.Owner(0, 0);

    /// A directory that is made because something is to be in it.
    TarEntry missing() {
        OwnerNames.Owner whose = owner.orElse(ROOT);
        return TarEntry.of("", EntryType.DIRECTORY)
                .withOwner(whose.uid(), whose.gid())
                .withModified(seconds(epoch));
    }

    /// A directory as it is.
    TarEntry existing(FileEntry entry) {
        return plain(entry).withModified(notAfter(Instant.ofEpochSecond(entry.modified())));
    }

    /// A file with content that is in no tree.
    TarEntry document(int bits, long size, Instant modified) {
        OwnerNames.Owner whose = owner.orElse(ROOT);
        return TarEntry.of("", EntryType.REGULAR)
                .withMode(mode.apply(bits, false))
                .withOwner(whose.uid(), whose.gid())
                .withSize(size)
                .withModified(notAfter(modified));
    }

    /// A copy.
    TarEntry copy(FileEntry entry) {
        TarEntry copy = plain(entry);
        if (owner.isPresent()) {
            copy = copy.withOwner(owner.get().uid(), owner.get().gid());
        }
        if (entry.kind() != FileEntry.Kind.SYMBOLIC_LINK) {
            boolean directory = entry.kind() == FileEntry.Kind.DIRECTORY;
            copy = copy.withMode(mode.apply(entry.mode(), directory));
        }
        Instant own = Instant.ofEpochSecond(entry.modified());
        return copy.withModified(exactTimes ? seconds(epoch) : notAfter(own));
    }

    /// A time in whole seconds, the build's where it is later.
    Instant notAfter(Instant time) {
        return seconds(time.isAfter(epoch) ? epoch : time);
    }

    private static Instant seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private static TarEntry plain(FileEntry entry) {
        boolean link = entry.kind() == FileEntry.Kind.SYMBOLIC_LINK;
        return TarEntry.of("", type(entry.kind()))
                .withMode(link ? 0777 : entry.mode() & 07777)
                .withOwner(entry.uid(), entry.gid())
                .withSize(entry.size())
                .withLinkTarget(entry.linkTarget())
                .withDevice(entry.device())
                .withXattrs(bytes(entry.attributes()));
    }

    private static Map<String, byte[]> bytes(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, byte[]> out = new TreeMap<>();
        attributes.forEach((name, value) -> out.put(name, Text.bytes(value)));
        return out;
    }

    static EntryType type(FileEntry.Kind kind) {
        return switch (kind) {
            case DIRECTORY -> EntryType.DIRECTORY;
            case REGULAR -> EntryType.REGULAR;
            case SYMBOLIC_LINK -> EntryType.SYMBOLIC_LINK;
            case FIFO -> EntryType.FIFO;
            case CHARACTER_DEVICE -> EntryType.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> EntryType.BLOCK_DEVICE;
        };
    }
}
