package dev.jong.store.layer;

import dev.jong.base.Text;
import dev.jong.store.layer.TarEntry.Device;
import dev.jong.store.layer.TarEntry.EntryType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One 512-byte header block, of the v7, ustar (POSIX) or GNU kind.
final class TarHeader {
    static final int BLOCK = 512;

    private static final int TYPE_AT = 156;
    private static final int CHECKSUM_AT = 148;

    private final byte[] block;

    private TarHeader(byte[] block) {
        this.block = block;
    }

    /// Reads a header; the block is used, not copied.
    ///
    /// @throws dev.jong.base.JongException when its checksum is wrong
    static TarHeader of(byte[] block) {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            // The checksum counts its own field as spaces. Old archivers summed signed bytes.
            boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8;
            unsigned += own ? ' ' : block[i] & 0xff;
            signed += own ? ' ' : block[i];
        }
        long stored = TarNumbers.signed(block, CHECKSUM_AT, 8, "checksum");
        if (stored != unsigned && stored != signed) {
            throw LayerErrors.damaged("a header's checksum is wrong, or this is not a tar archive");
        }
        return new TarHeader(block);
    }

    /// The type letter; `0` for the NUL of the oldest archives.
    char typeFlag() {
        return block[TYPE_AT] == 0 ? '0' : (char) (block[TYPE_AT] & 0xff);
    }

    /// The name, joined from its two parts in a POSIX header.
    String name() {
        String name = text(0, 100);
        String prefix = isPosix() ? text(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /// The length that the header states, also for members without content.
    long size() {
        return TarNumbers.unsigned(block, 124, 12, "size");
    }

    /// The member that this header and its extensions describe.
    ///
    /// @param extensions PAX records, GNU long names among them
    TarEntry entry(Map<String, String> extensions) {
        String name = extensions.getOrDefault("path", name());
        EntryType type = type(name);
        return new TarEntry(
                name,
                type,
                (int) (TarNumbers.signed(block, 100, 8, "mode") & 07777),
                owner(extensions.get("uid"), 108, "owner"),
                owner(extensions.get("gid"), 116, "group"),
                type == EntryType.REGULAR ? size(extensions) : 0,
                modified(extensions.get("mtime")),
                hasTarget(type) ? extensions.getOrDefault("linkpath", text(157, 100)) : "",
                device(type),
                extensions.isEmpty() ? Map.of() : PaxRecords.xattrs(extensions));
    }

    private EntryType type(String name) {
        return switch (typeFlag()) {
            // The oldest archives mark a directory by nothing but a slash.
            case '0', '7' -> name.endsWith("/") ? EntryType.DIRECTORY : EntryType.REGULAR;
            case '1' -> EntryType.HARD_LINK;
            case '2' -> EntryType.SYMBOLIC_LINK;
            case '3' -> EntryType.CHARACTER_DEVICE;
            case '4' -> EntryType.BLOCK_DEVICE;
            case '5' -> EntryType.DIRECTORY;
            case '6' -> EntryType.FIFO;
            case 'S' -> throw LayerErrors.unsupported(name, "it is a sparse file of GNU tar");
            default ->
                    throw LayerErrors.unsupported(
                            name,
                            "its type \""
                                    + Text.printable(String.valueOf(typeFlag()))
                                    + "\" is not known");
        };
    }

    private static boolean hasTarget(EntryType type) {
        return type == EntryType.HARD_LINK || type == EntryType.SYMBOLIC_LINK;
    }

    private long size(Map<String, String> extensions) {
        String stated = extensions.get("size");
        return stated == null ? size() : TarNumbers.decimal(stated, "size");
    }

    private long owner(@Nullable String stated, int at, String what) {
        long id =
                stated == null
                        ? TarNumbers.unsigned(block, at, 8, what)
                        : TarNumbers.decimal(stated, what);
        // The kernel takes the last 32-bit value for "leave it as it is".
        if (id >= 0xffff_ffffL) {
            throw LayerErrors.malformed("the " + what + " of a member is out of range");
        }
        return id;
    }

    private Instant modified(@Nullable String stated) {
        return stated == null
                ? TarNumbers.time(TarNumbers.signed(block, 136, 12, "time"), 0)
                : TarNumbers.time(stated);
    }

    private Device device(EntryType type) {
        if (type != EntryType.CHARACTER_DEVICE && type != EntryType.BLOCK_DEVICE) {
            return Device.NONE;
        }
        long major = TarNumbers.unsigned(block, 329, 8, "device number");
        long minor = TarNumbers.unsigned(block, 337, 8, "device number");
        if (major > Integer.MAX_VALUE || minor > Integer.MAX_VALUE) {
            throw LayerErrors.malformed("the device number of a member is out of range");
        }
        return new Device((int) major, (int) minor);
    }

    /// GNU archives write `ustar` and two spaces, and use the room of the name prefix for other things.
    private boolean isPosix() {
        return block[257] == 'u'
                && block[258] == 's'
                && block[259] == 't'
                && block[260] == 'a'
                && block[261] == 'r'
                && block[262] == 0;
    }

    private String text(int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return Text.of(Arrays.copyOfRange(block, from, end));
    }
}
