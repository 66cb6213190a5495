package dev.jong.store.layer;

import dev.jong.base.Text;
import dev.jong.store.layer.TarEntry.Device;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// Archives for tests, member by member.
final class Archive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter writer = new TarWriter(bytes);

    Archive add(TarEntry entry, String content) {
        byte[] body = Text.bytes(content);
        try {
            writer.add(entry.withSize(body.length), new ByteArrayInputStream(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Archive add(TarEntry entry) {
        return add(entry, "");
    }

    Archive file(String name, String content) {
        return add(TarEntry.of(name, EntryType.REGULAR), content);
    }

    Archive directory(String name) {
        return add(TarEntry.of(name, EntryType.DIRECTORY));
    }

    Archive link(String name, String target) {
        return add(
                TarEntry.of(name, EntryType.SYMBOLIC_LINK).withMode(0777).withLinkTarget(target));
    }

    Archive hardLink(String name, String target) {
        return add(TarEntry.of(name, EntryType.HARD_LINK).withLinkTarget(target));
    }

    Archive fifo(String name) {
        return add(TarEntry.of(name, EntryType.FIFO));
    }

    Archive device(String name, int major, int minor) {
        return add(
                TarEntry.of(name, EntryType.CHARACTER_DEVICE).withDevice(new Device(major, minor)));
    }

    Archive xattr(String name, EntryType type, String key, String value) {
        return add(TarEntry.of(name, type).withXattrs(Map.of(key, Text.bytes(value))));
    }

    /// Bytes that no honest writer makes.
    Archive raw(byte[] block) {
        bytes.writeBytes(block);
        return this;
    }

    /// The archive with its end mark.
    byte[] bytes() {
        byte[] unfinished = unfinished();
        byte[] whole = new byte[unfinished.length + 1024];
        System.arraycopy(unfinished, 0, whole, 0, unfinished.length);
        return whole;
    }

    /// The archive without an end mark.
    byte[] unfinished() {
        return bytes.toByteArray();
    }
}
