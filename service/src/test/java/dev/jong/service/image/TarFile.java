package dev.jong.service.image;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Archives in memory.
final class TarFile {
    private TarFile() {}

    /// A tree of one file with this content.
    static byte[] of(String content) {
        return of(Map.of("file", Text.bytes(content)));
    }

    /// A docker archive of one image with one such layer.
    static byte[] dockerArchive(String name, String content) {
        byte[] layer = of(content);
        String config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                        + Digest.of(layer)
                        + "\"]}}";
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("l.tar", layer);
        members.put("c.json", Text.bytes(config));
        members.put(
                "manifest.json",
                Text.bytes(
                        "[{\"Config\":\"c.json\",\"RepoTags\":[\""
                                + name
                                + "\"],\"Layers\":[\"l.tar\"]}]"));
        return of(members);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] of(Map<String, byte[]> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter writer = new TarWriter(out)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                writer.add(
                        TarEntry.of(member.getKey(), EntryType.REGULAR)
                                .withMode(0644)
                                .withSize(member.getValue().length),
                        new ByteArrayInputStream(member.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
