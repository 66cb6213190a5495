package dev.jong.image;

import dev.jong.base.Text;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// Builds a small tar archive in memory.
public final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter writer = new TarWriter(bytes);

    /// Adds a file.
    public Tar file(String name, byte[] content) {
        try {
            writer.add(
                    TarEntry.of(name, EntryType.REGULAR).withMode(0644).withSize(content.length),
                    new ByteArrayInputStream(content));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds a text file.
    public Tar file(String name, String content) {
        return file(name, Text.bytes(content));
    }

    /// Adds a link, directory or special file.
    public Tar entry(TarEntry entry) {
        try {
            writer.add(entry);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds a symbolic link.
    public Tar link(String name, String target) {
        return entry(TarEntry.of(name, EntryType.SYMBOLIC_LINK).withLinkTarget(target));
    }

    /// The finished archive.
    public byte[] bytes() {
        try {
            writer.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The finished archive as a stream.
    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    /// Compresses with gzip.
    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
