package dev.jong.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarReader;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Layers: tar archives and what they are compressed with.
@Tag("fuzz")
class LayerFuzzTest {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final int MAGIC = 257;

    @Test
    void a_tar_archive_gives_no_more_content_than_it_has() throws IOException {
        Fuzz.bytes(
                List.of(archive()),
                input -> {
                    repairChecksums(input);
                    TarReader reader = new TarReader(new ByteArrayInputStream(input));
                    byte[] buffer = new byte[4096];
                    long content = 0;
                    Optional<TarEntry> entry = reader.next();
                    while (entry.isPresent()) {
                        for (int n = reader.read(buffer, 0, buffer.length);
                                n > 0;
                                n = reader.read(buffer, 0, buffer.length)) {
                            content += n;
                        }
                        entry = reader.next();
                    }
                    assertThat(content).isLessThanOrEqualTo(input.length);
                });
    }

    @Test
    void a_compressed_stream_is_read_or_refused() throws IOException {
        byte[] xz = {
            (byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4, (byte) 0xe6, (byte) 0xd6, (byte) 0xb4, 0x46
        };
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x24, 0x03, 0x19, 0, 0, 'a', 'b', 'c'};
        Fuzz.bytes(
                List.of(gzip(archive()), xz, zstd),
                input -> {
                    byte[] buffer = new byte[1 << 16];
                    try (InputStream in = Compression.decompress(new ByteArrayInputStream(input))) {
                        for (int rounds = 0; rounds < 64 && in.read(buffer) > 0; rounds++) {
                            assertThat(buffer).hasSize(1 << 16);
                        }
                    }
                });
    }

    /// Nearly every change breaks a checksum, and a reader that only ever sees those is not tested.
    private static void repairChecksums(byte[] archive) {
        for (int at = 0; at + BLOCK <= archive.length; at += BLOCK) {
            if (!Text.of(archive).startsWith("ustar", at + MAGIC)) {
                continue;
            }
            int sum = 8 * ' ';
            for (int i = 0; i < BLOCK; i++) {
                sum += i >= CHECKSUM && i < CHECKSUM + 8 ? 0 : archive[at + i] & 255;
            }
            String octal = "000000" + Integer.toOctalString(sum);
            ByteBuffer.wrap(archive)
                    .put(at + CHECKSUM, Text.bytes(octal.substring(octal.length() - 6) + "\0 "));
        }
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter writer = new TarWriter(out)) {
            byte[] content = Text.bytes("content ".repeat(100));
            writer.add(TarEntry.of("etc/", EntryType.DIRECTORY).withMode(0755));
            writer.add(
                    TarEntry.of("etc/file" + "x".repeat(200), EntryType.REGULAR)
                            .withMode(0644)
                            .withSize(content.length)
                            .withXattrs(Map.of("user.a", new byte[] {1, 0, 2})),
                    new ByteArrayInputStream(content));
            writer.add(TarEntry.of("link", EntryType.SYMBOLIC_LINK).withLinkTarget("/etc"));
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
